'use strict';
// What a Readable has beside its mechanics: accessors, iteration, conversions from and to other kinds of streams, and
// the helpers map, filter, … of operators.js.

const { validateAbortSignal, validateObject } = require('internal/validators');
const { kEmptyObject } = require('internal/shape');

function define(Class, name, get, set) {
  Object.defineProperty(Class.prototype, name, { __proto__: null, get, set, enumerable: false });
}

function complete(Readable) {
  addAccessors(Readable);
  addIteration(Readable);
  addConversions(Readable);
  require('internal/streams/operators').addOperators(Readable);
}

function addAccessors(Readable) {
  // readable may be asked of the prototype, which has no state.
  const of = (name) => function() { return this._readableState?.[name]; };
  define(Readable, 'readable', function() {
    const r = this._readableState;
    return Boolean(r) && r.readable !== false && !r.destroyed && !r.errorEmitted && !r.endEmitted;
  }, function(value) {
    if (this._readableState) this._readableState.readable = Boolean(value);
  });
  define(Readable, 'readableDidRead', of('dataEmitted'));
  define(Readable, 'readableAborted', function() {
    const r = this._readableState;
    return Boolean(r.readable !== false && (r.destroyed || r.errored) && !r.endEmitted);
  });
  define(Readable, 'readableHighWaterMark', of('highWaterMark'));
  define(Readable, 'readableBuffer', of('buffer'));
  define(Readable, 'readableFlowing', of('flowing'), function(flowing) {
    if (this._readableState) this._readableState.flowing = flowing;
  });
  define(Readable, 'readableLength', of('length'));
  define(Readable, 'readableObjectMode', function() { return this._readableState ? this._readableState.objectMode : false; });
  define(Readable, 'readableEncoding', function() { return this._readableState ? this._readableState.encoding : null; });
  define(Readable, 'errored', function() { return this._readableState ? this._readableState.errored : null; });
  define(Readable, 'closed', function() { return this._readableState ? this._readableState.closed : false; });
  define(Readable, 'destroyed', function() {
    return this._readableState ? this._readableState.destroyed : false;
  }, function(value) {
    // Who sets it destroys by hand, without events.
    if (this._readableState) this._readableState.destroyed = value;
  });
  define(Readable, 'readableEnded', function() { return this._readableState ? this._readableState.endEmitted : false; });
}

function addIteration(Readable) {
  const iterate = (stream, options) => require('internal/streams/iterator').iterate(stream, options);
  Readable.prototype[Symbol.asyncIterator] = function() { return iterate(this); };
  Readable.prototype.iterator = function(options) {
    if (options !== undefined) validateObject(options, 'options');
    return iterate(this, options);
  };
  Readable.prototype.compose = function compose(stream, options) {
    if (options != null) validateObject(options, 'options');
    if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
    const composed = require('internal/streams/compose').compose(this, stream);
    if (options?.signal) require('internal/streams/add_abort_signal').addAbortSignalNoValidate(options.signal, composed);
    return composed;
  };
}

function addConversions(Readable) {
  const adapters = () => require('internal/webstreams/adapters');
  Readable.from = function(iterable, options) {
    return require('internal/streams/from').from(Readable, iterable, options);
  };
  Readable.fromWeb = function(readableStream, options) {
    return adapters().newStreamReadableFromReadableStream(readableStream, options);
  };
  Readable.toWeb = function(streamReadable, options) {
    return adapters().newReadableStreamFromStreamReadable(streamReadable, options);
  };
  Readable.wrap = function(source, options = kEmptyObject) {
    return new Readable({
      objectMode: source.readableObjectMode ?? source.objectMode ?? true,
      ...options,
      destroy(err, callback) {
        require('internal/streams/destroy').destroyer(source, err);
        callback(err);
      },
    }).wrap(source);
  };
  Readable.prototype.wrap = wrap;
}

// wrap makes this stream read an old one, which only has 'data' and pause().
function wrap(stream) {
  let paused = false;
  stream.on('data', (chunk) => {
    if (!this.push(chunk) && stream.pause) {
      paused = true;
      stream.pause();
    }
  });
  stream.on('end', () => this.push(null));
  stream.on('error', (err) => require('internal/streams/destroy').errorOrDestroy(this, err));
  stream.on('close', () => this.destroy());
  stream.on('destroy', () => this.destroy());
  this._read = () => {
    if (!paused || !stream.resume) return;
    paused = false;
    stream.resume();
  };
  for (const name of Object.keys(stream)) {
    if (this[name] === undefined && typeof stream[name] === 'function') this[name] = stream[name].bind(stream);
  }
  return this;
}

module.exports = { complete };
