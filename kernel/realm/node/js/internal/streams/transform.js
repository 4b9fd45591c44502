'use strict';
// Transform: a Duplex whose readable side is made from its writable side. The callback of a _transform whose output
// fills the buffer is kept until someone reads.

const { ERR_METHOD_NOT_IMPLEMENTED } = require('internal/errors').codes;
const { Duplex } = require('internal/streams/duplex');
const { highWaterMarkOf } = require('internal/streams/state');

const kCallback = Symbol('kCallback');

function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  // A readable side that may buffer nothing must not make the writable side accept nothing.
  const mark = options ? highWaterMarkOf(options.readableObjectMode || options.objectMode, options, 'readableHighWaterMark', true) : null;
  if (mark === 0) {
    options = {
      ...options, highWaterMark: null, readableHighWaterMark: mark, writableHighWaterMark: options.writableHighWaterMark || 0,
    };
  }
  Duplex.call(this, options);
  // _read is called before there is anything to read; what it pushes then is not the answer to it.
  this._readableState.sync = false;
  this[kCallback] = null;
  if (options) {
    if (typeof options.transform === 'function') this._transform = options.transform;
    if (typeof options.flush === 'function') this._flush = options.flush;
  }
  this.on('prefinish', prefinish);
}

Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

function final(cb) {
  if (typeof this._flush !== 'function' || this.destroyed) {
    this.push(null);
    if (cb) cb();
    return;
  }
  this._flush((err, data) => {
    if (err) {
      if (cb) cb(err);
      else this.destroy(err);
      return;
    }
    if (data != null) this.push(data);
    this.push(null);
    if (cb) cb();
  });
}

// A subclass with a _final of its own still gets flushed.
function prefinish() {
  if (this._final !== final) Reflect.apply(final, this, []);
}

Transform.prototype._final = final;

Transform.prototype._transform = function(chunk, encoding, callback) {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_transform()');
};

Transform.prototype._write = function(chunk, encoding, callback) {
  const { _readableState: r, _writableState: w } = this;
  const { length } = r;
  this._transform(chunk, encoding, (err, value) => {
    if (err) {
      callback(err);
      return;
    }
    if (value != null) this.push(value);
    if (r.ended) {
      // It has ended itself: nobody will read on. In a tick, for the sake of those who still look at the callback.
      process.nextTick(callback);
    } else if (w.ended || length === r.length || r.length < r.highWaterMark) {
      callback();
    } else {
      this[kCallback] = callback;
    }
  });
};

Transform.prototype._read = function() {
  const callback = this[kCallback];
  if (!callback) return;
  this[kCallback] = null;
  callback();
};

module.exports = { Transform };
