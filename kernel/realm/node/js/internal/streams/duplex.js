'use strict';
// Duplex: a Readable that is a Writable too. It inherits from Readable and borrows the members of Writable.

const { Stream } = require('internal/streams/legacy');
const { Readable, constructed: readableConstructed } = require('internal/streams/readable');
const { Writable, constructed: writableConstructed } = require('internal/streams/writable');
const { construct } = require('internal/streams/destroy');

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  this._events ??= {
    close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined,
    data: undefined, end: undefined, readable: undefined,
  };
  this._readableState = new Readable.ReadableState(options, this, true);
  this._writableState = new Writable.WritableState(options, this, true);
  if (options) {
    this.allowHalfOpen = options.allowHalfOpen !== false;
    if (options.readable === false) {
      Object.assign(this._readableState, { readable: false, ended: true, endEmitted: true });
    }
    if (options.writable === false) {
      Object.assign(this._writableState, { writable: false, ending: true, ended: true, finished: true });
    }
    for (const name of ['read', 'write', 'writev', 'destroy', 'final', 'construct']) {
      if (typeof options[name] === 'function') this[`_${name}`] = options[name];
    }
    if (options.signal) require('internal/streams/add_abort_signal').addAbortSignalNoValidate(options.signal, this);
  } else {
    this.allowHalfOpen = true;
  }
  Stream.call(this, options);
  if (this._construct != null) {
    construct(this, () => {
      readableConstructed(this);
      writableConstructed(this);
    });
  }
}

Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);

for (const name of ['write', 'cork', 'uncork', 'setDefaultEncoding', '_write', '_writev', 'end', 'destroy']) {
  Duplex.prototype[name] = Writable.prototype[name];
}

function borrow(name) {
  Object.defineProperty(Duplex.prototype, name,
    { __proto__: null, ...Object.getOwnPropertyDescriptor(Writable.prototype, name) });
}

for (const name of ['writable', 'writableHighWaterMark', 'writableObjectMode', 'writableBuffer', 'writableLength',
  'writableFinished', 'writableCorked', 'writableEnded', 'writableNeedDrain']) borrow(name);

Object.defineProperty(Duplex.prototype, 'destroyed', {
  __proto__: null,
  get() {
    const { _readableState: r, _writableState: w } = this;
    return r === undefined || w === undefined ? false : r.destroyed && w.destroyed;
  },
  set(value) {
    // Who sets it destroys by hand, without events.
    if (!this._readableState || !this._writableState) return;
    this._readableState.destroyed = value;
    this._writableState.destroyed = value;
  },
});

const adapters = () => require('internal/webstreams/adapters');
Duplex.fromWeb = function(pair, options) {
  return adapters().newStreamDuplexFromReadableWritablePair(pair, options);
};
Duplex.toWeb = function(duplex, options) {
  return adapters().newReadableWritablePairFromDuplex(duplex, options);
};
Duplex.from = function(body) {
  return require('internal/streams/duplexify').duplexify(body, 'body');
};

module.exports = { Duplex };
