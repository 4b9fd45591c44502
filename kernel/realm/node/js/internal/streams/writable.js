'use strict';
// Writable. One _write at a time; what comes meanwhile is buffered. A callback of a _write that was synchronous waits
// for a tick, which all callbacks of one kind share.
//
//	write ──> _write ──> onwrite ──> afterWrite: 'drain', callbacks        the end: end ─> _final ─> 'prefinish'
//	    └──> buffered ──────^ clearBuffer                                            ─> 'finish' ─> destroy

const { Buffer } = require('buffer');
const { AbortError, codes } = require('internal/errors');
const { Stream } = require('internal/streams/legacy');
const { construct, destroy, errorOrDestroy, undestroy } = require('internal/streams/destroy');
const { accessor, common, commonNames, flags, highWaterMarkOf, kState, optional, threeWay, writable } = require('internal/streams/state');

const {
  ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_MULTIPLE_CALLBACK, ERR_STREAM_ALREADY_FINISHED,
  ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED, ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END, ERR_UNKNOWN_ENCODING,
} = codes;
const {
  kAutoDestroy, kClosed, kCloseEmitted, kConstructed, kDestroyed, kEmitClose, kErrored, kErrorEmitted, kObjectMode,
} = common;
const {
  kAfterWritePending, kAfterWriteTickInfo, kAllBuffers, kAllNoop, kBuffered, kBufferProcessing, kCorked, kDecodeStrings,
  kDefaultUTF8Encoding, kEnded, kEnding, kExpectWriteCb, kFinalCalled, kFinished, kHasWritable, kNeedDrain, kOnFinished,
  kPrefinished, kSync, kWritable, kWriteCb, kWriting,
} = writable;
const { nextTick } = process;
const nop = () => {};

const kBufferedValue = Symbol('kBufferedValue');
const kOnFinishedValue = Symbol('kOnFinishedValue');
const kWriteCbValue = Symbol('kWriteCbValue');

// ---- state

function WritableState(options, stream, isDuplex) {
  this.highWaterMark = 0;
  this.length = 0;
  this.corked = 0;
  this.onwrite = (err) => onwrite(stream, err);
  this.writelen = 0;
  this.bufferedIndex = 0;
  this.pendingcb = 0;
  let bits = kSync | kConstructed | kEmitClose | kAutoDestroy | kDecodeStrings | kAllBuffers | kAllNoop | kDefaultUTF8Encoding;
  if (options) {
    if (options.objectMode || (isDuplex && options.writableObjectMode)) bits |= kObjectMode;
    if (options.emitClose === false) bits &= ~kEmitClose;
    if (options.autoDestroy === false) bits &= ~kAutoDestroy;
    if (options.decodeStrings === false) bits &= ~kDecodeStrings;
  }
  this[kState] = bits;
  this.highWaterMark = highWaterMarkOf((bits & kObjectMode) !== 0, options, 'writableHighWaterMark', isDuplex);
  const encoding = options?.defaultEncoding;
  if (encoding && encoding !== 'utf8' && encoding !== 'utf-8') {
    if (!Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
    this.defaultEncoding = encoding;
  }
  this[kBufferedValue] = null;
}

flags(WritableState.prototype, {
  ...commonNames, finalCalled: kFinalCalled, needDrain: kNeedDrain, ending: kEnding, ended: kEnded, finished: kFinished,
  decodeStrings: kDecodeStrings, writing: kWriting, sync: kSync, bufferProcessing: kBufferProcessing,
  prefinished: kPrefinished, allBuffers: kAllBuffers, allNoop: kAllNoop,
});
optional(WritableState.prototype, 'errored', kErrored, null);
threeWay(WritableState.prototype, 'writable', kHasWritable, kWritable, undefined);
optional(WritableState.prototype, 'defaultEncoding', kDefaultUTF8Encoding, 'utf8', true);
const kAfterWriteTickInfoValue = optional(WritableState.prototype, 'afterWriteTickInfo', kAfterWriteTickInfo, null);
accessor(WritableState.prototype, 'writecb',
  function() { return (this[kState] & kWriteCb) !== 0 ? this[kWriteCbValue] : nop; },
  function(value) { setCallback(this, value ?? nop); });
accessor(WritableState.prototype, 'buffered',
  function() { return (this[kState] & kBuffered) !== 0 ? this[kBufferedValue] : []; },
  function(value) {
    this[kBufferedValue] = value;
    if (value) this[kState] |= kBuffered;
    else this[kState] &= ~kBuffered;
  });
accessor(WritableState.prototype, 'bufferedRequestCount', function() {
  return (this[kState] & kBuffered) === 0 ? 0 : this[kBufferedValue].length - this.bufferedIndex;
});
WritableState.prototype.getBuffer = function getBuffer() {
  return (this[kState] & kBuffered) === 0 ? [] : this.buffered.slice(this.bufferedIndex);
};

function setCallback(state, callback) {
  if (callback === nop) {
    state[kState] &= ~kWriteCb;
  } else {
    state[kWriteCbValue] = callback;
    state[kState] |= kWriteCb;
  }
}

function resetBuffer(state) {
  state[kBufferedValue] = null;
  state.bufferedIndex = 0;
  state[kState] = (state[kState] | kAllBuffers | kAllNoop) & ~kBuffered;
}

function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  this._events ??= { close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined };
  this._writableState = new WritableState(options, this, false);
  if (options) {
    for (const name of ['write', 'writev', 'destroy', 'final', 'construct']) {
      if (typeof options[name] === 'function') this[`_${name}`] = options[name];
    }
    if (options.signal) require('internal/streams/add_abort_signal').addAbortSignalNoValidate(options.signal, this);
  }
  Stream.call(this, options);
  if (this._construct != null) construct(this, () => constructed(this));
}

Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);
Writable.WritableState = WritableState;
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null,
  value(object) {
    // A duplex inherits from Readable alone; only Writable itself is asked about its state, not a subclass.
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    return this === Writable && Boolean(object) && object._writableState instanceof WritableState;
  },
});

function constructed(stream) {
  const state = stream._writableState;
  if ((state[kState] & kWriting) === 0) clearBuffer(stream, state);
  if ((state[kState] & kEnding) !== 0) finishMaybe(stream, state);
}

// A Writable has no readable side to pipe.
Writable.prototype.pipe = function() {
  errorOrDestroy(this, new ERR_STREAM_CANNOT_PIPE());
};

// ---- writing

// put writes one chunk. It returns whether to go on, or the error that refused it.
function put(stream, chunk, encoding, cb) {
  if (cb == null || typeof cb !== 'function') cb = nop;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  const state = stream._writableState;
  if ((state[kState] & kObjectMode) === 0) {
    if (!encoding) encoding = (state[kState] & kDefaultUTF8Encoding) !== 0 ? 'utf8' : state.defaultEncoding;
    else if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
    if (typeof chunk === 'string') {
      if ((state[kState] & kDecodeStrings) !== 0) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (chunk instanceof Buffer) {
      encoding = 'buffer';
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      encoding = 'buffer';
    } else {
      throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
  }
  const err = (state[kState] & kEnding) !== 0 ? new ERR_STREAM_WRITE_AFTER_END() :
    (state[kState] & kDestroyed) !== 0 ? new ERR_STREAM_DESTROYED('write') : undefined;
  if (err !== undefined) {
    nextTick(cb, err);
    errorOrDestroy(stream, err, true);
    return err;
  }
  state.pendingcb++;
  return writeOrBuffer(stream, state, chunk, encoding, cb);
}

const mustWait = kWriting | kErrored | kCorked | kConstructed;

function writeOrBuffer(stream, state, chunk, encoding, callback) {
  const length = (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
  state.length += length;
  if ((state[kState] & mustWait) !== kConstructed) {
    buffer(state, chunk, encoding, callback);
  } else {
    state.writelen = length;
    setCallback(state, callback);
    state[kState] |= kWriting | kSync | kExpectWriteCb;
    stream._write(chunk, encoding, state.onwrite);
    state[kState] &= ~kSync;
  }
  // What was written at once takes no room.
  const room = state.length < state.highWaterMark || state.length === 0;
  if (!room) state[kState] |= kNeedDrain;
  return room && (state[kState] & (kDestroyed | kErrored)) === 0;
}

function buffer(state, chunk, encoding, callback) {
  if ((state[kState] & kBuffered) === 0) {
    state[kState] |= kBuffered;
    state[kBufferedValue] = [];
  }
  state[kBufferedValue].push({ chunk, encoding, callback });
  if (encoding !== 'buffer') state[kState] &= ~kAllBuffers;
  if (callback !== nop) state[kState] &= ~kAllNoop;
}

Writable.prototype.write = function(chunk, encoding, cb) {
  if (typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }
  return put(this, chunk, encoding, cb) === true;
};

Writable.prototype.cork = function() {
  const state = this._writableState;
  state[kState] |= kCorked;
  state.corked++;
};

Writable.prototype.uncork = function() {
  const state = this._writableState;
  if (state.corked === 0) return;
  if (--state.corked === 0) state[kState] &= ~kCorked;
  if ((state[kState] & kWriting) === 0) clearBuffer(this, state);
};

Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === 'string') encoding = encoding.toLowerCase();
  if (!Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

Writable.prototype._write = function(chunk, encoding, cb) {
  if (!this._writev) throw new ERR_METHOD_NOT_IMPLEMENTED('_write()');
  this._writev([{ chunk, encoding }], cb);
};

Writable.prototype._writev = null;

// start hands one chunk, or with many all buffered ones, to the stream.
function start(stream, state, many, length, chunk, encoding, callback) {
  state.writelen = length;
  setCallback(state, callback);
  state[kState] |= kWriting | kSync | kExpectWriteCb;
  if ((state[kState] & kDestroyed) !== 0) state.onwrite(new ERR_STREAM_DESTROYED('write'));
  else if (many) stream._writev(chunk, state.onwrite);
  else stream._write(chunk, encoding, state.onwrite);
  state[kState] &= ~kSync;
}

// ---- after a write

// onwrite is what _write calls back.
function onwrite(stream, err) {
  const state = stream._writableState;
  if ((state[kState] & kExpectWriteCb) === 0) {
    errorOrDestroy(stream, new ERR_MULTIPLE_CALLBACK());
    return;
  }
  const sync = (state[kState] & kSync) !== 0;
  const callback = (state[kState] & kWriteCb) !== 0 ? state[kWriteCbValue] : nop;
  state[kWriteCbValue] = null;
  state[kState] &= ~(kWriting | kExpectWriteCb | kWriteCb);
  state.length -= state.writelen;
  state.writelen = 0;
  if (err) {
    failed(stream, state, err, sync, callback);
    return;
  }
  if ((state[kState] & kBuffered) !== 0) clearBuffer(stream, state);
  if (sync) afterSyncWrite(stream, state, callback);
  else afterWrite(stream, state, 1, callback);
}

function failed(stream, state, err, sync, callback) {
  void err.stack;
  if ((state[kState] & kErrored) === 0) state.errored = err;
  const r = stream._readableState;
  if (r && !r.errored) r.errored = err;
  if (sync) nextTick(onwriteError, stream, state, err, callback);
  else onwriteError(stream, state, err, callback);
}

function onwriteError(stream, state, err, callback) {
  state.pendingcb--;
  callback(err);
  errorBuffer(state);
  errorOrDestroy(stream, err);
}

// afterSyncWrite leaves the callback to a tick. Equal callbacks, and those of nobody, need no tick of their own.
function afterSyncWrite(stream, state, callback) {
  const drains = (state[kState] & kNeedDrain) !== 0 && state.length === 0;
  if (callback === nop) {
    if ((state[kState] & kAfterWritePending) === 0 && (drains || (state[kState] & kDestroyed) !== 0)) {
      nextTick(afterWrite, stream, state, 1, nop);
      state[kState] |= kAfterWritePending;
    } else {
      state.pendingcb--;
      if ((state[kState] & kEnding) !== 0) finishMaybe(stream, state, true);
    }
    return;
  }
  const info = (state[kState] & kAfterWriteTickInfo) !== 0 ? state[kAfterWriteTickInfoValue] : null;
  if (info !== null && info.cb === callback) {
    info.count++;
  } else {
    const next = { count: 1, cb: callback, stream, state };
    state.afterWriteTickInfo = next;
    nextTick(afterWriteTick, next);
    state[kState] |= kAfterWritePending;
  }
}

function afterWriteTick({ stream, state, count, cb }) {
  state[kState] &= ~kAfterWriteTickInfo;
  state[kAfterWriteTickInfoValue] = null;
  afterWrite(stream, state, count, cb);
}

function afterWrite(stream, state, count, callback) {
  state[kState] &= ~kAfterWritePending;
  if ((state[kState] & (kEnding | kNeedDrain | kDestroyed)) === kNeedDrain && state.length === 0) {
    state[kState] &= ~kNeedDrain;
    stream.emit('drain');
  }
  while (count-- > 0) {
    state.pendingcb--;
    callback(null);
  }
  if ((state[kState] & kDestroyed) !== 0) errorBuffer(state);
  if ((state[kState] & kEnding) !== 0) finishMaybe(stream, state, true);
}

// errorBuffer tells everyone who still waits that nothing will come.
function errorBuffer(state) {
  if ((state[kState] & kWriting) !== 0) return;
  if ((state[kState] & kBuffered) !== 0) {
    const list = state[kBufferedValue];
    for (let i = state.bufferedIndex; i < list.length; i++) {
      const { chunk, callback } = list[i];
      state.length -= (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
      callback(state.errored ?? new ERR_STREAM_DESTROYED('write'));
    }
  }
  callFinished(state, state.errored ?? new ERR_STREAM_DESTROYED('end'));
  resetBuffer(state);
}

const cannotClear = kDestroyed | kBufferProcessing | kCorked | kBuffered | kConstructed;

function clearBuffer(stream, state) {
  if ((state[kState] & cannotClear) !== (kBuffered | kConstructed)) return;
  const count = state[kBufferedValue].length - state.bufferedIndex;
  if (count <= 0) return;
  state[kState] |= kBufferProcessing;
  if (count > 1 && stream._writev) clearAtOnce(stream, state, count);
  else clearOneByOne(stream, state);
  state[kState] &= ~kBufferProcessing;
}

function clearAtOnce(stream, state, count) {
  const list = state[kBufferedValue];
  const first = state.bufferedIndex;
  const silent = (state[kState] & kAllNoop) !== 0;
  state.pendingcb -= count - 1;
  const callback = silent ? nop : (err) => {
    for (let i = first; i < list.length; i++) list[i].callback(err);
  };
  // With callbacks of nobody's the list can be given away as it is.
  const chunks = silent && first === 0 ? list : list.slice(first);
  chunks.allBuffers = (state[kState] & kAllBuffers) !== 0;
  start(stream, state, true, state.length, chunks, '', callback);
  resetBuffer(state);
}

function clearOneByOne(stream, state) {
  const list = state[kBufferedValue];
  let i = state.bufferedIndex;
  do {
    const { chunk, encoding, callback } = list[i];
    list[i++] = null;
    const length = (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
    start(stream, state, false, length, chunk, encoding, callback);
  } while (i < list.length && (state[kState] & kWriting) === 0);
  if (i === list.length) {
    resetBuffer(state);
  } else if (i > 256) {
    list.splice(0, i);
    state.bufferedIndex = 0;
  } else {
    state.bufferedIndex = i;
  }
}

// ---- the end

Writable.prototype.end = function(chunk, encoding, cb) {
  const state = this._writableState;
  if (typeof chunk === 'function') {
    cb = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }
  let err;
  if (chunk !== null && chunk !== undefined) {
    const result = put(this, chunk, encoding);
    if (result instanceof Error) err = result;
  }
  if ((state[kState] & kCorked) !== 0) {
    state.corked = 1;
    this.uncork();
  }
  if (err === undefined) err = beginEnd(this, state);
  if (typeof cb === 'function') whenFinished(state, err, cb);
  return this;
};

function beginEnd(stream, state) {
  if ((state[kState] & (kEnding | kErrored)) === 0) {
    state[kState] |= kEnding;
    finishMaybe(stream, state, true);
    state[kState] |= kEnded;
  } else if ((state[kState] & kFinished) !== 0) {
    return new ERR_STREAM_ALREADY_FINISHED('end');
  } else if ((state[kState] & kDestroyed) !== 0) {
    return new ERR_STREAM_DESTROYED('end');
  }
  return undefined;
}

function whenFinished(state, err, cb) {
  if (err) {
    nextTick(cb, err);
  } else if ((state[kState] & kErrored) !== 0) {
    nextTick(cb, state.errored);
  } else if ((state[kState] & kFinished) !== 0) {
    nextTick(cb, null);
  } else {
    state[kState] |= kOnFinished;
    (state[kOnFinishedValue] ??= []).push(cb);
  }
}

const notFinishing = kEnding | kDestroyed | kConstructed | kFinished | kWriting | kErrorEmitted | kCloseEmitted | kErrored | kBuffered;

const canFinish = (state) => (state[kState] & notFinishing) === (kEnding | kConstructed) && state.length === 0;

function finishMaybe(stream, state, sync) {
  if (!canFinish(state)) return;
  prefinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (sync) {
    state.pendingcb++;
    nextTick(finishLater, stream, state);
  } else if (canFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishLater(stream, state) {
  if (canFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function prefinish(stream, state) {
  if ((state[kState] & (kPrefinished | kFinalCalled)) !== 0) return;
  if (typeof stream._final === 'function' && (state[kState] & kDestroyed) === 0) {
    state[kState] |= kFinalCalled;
    callFinal(stream, state);
  } else {
    state[kState] |= kFinalCalled | kPrefinished;
    stream.emit('prefinish');
  }
}

function callFinal(stream, state) {
  let done = false;
  const onFinal = (err) => {
    if (done) {
      errorOrDestroy(stream, err ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    done = true;
    state.pendingcb--;
    if (err) {
      callFinished(state, err);
      errorOrDestroy(stream, err, (state[kState] & kSync) !== 0);
    } else if (canFinish(state)) {
      state[kState] |= kPrefinished;
      stream.emit('prefinish');
      // In a tick, so that a _final that was synchronous does not finish within end().
      state.pendingcb++;
      nextTick(finish, stream, state);
    }
  };
  state[kState] |= kSync;
  state.pendingcb++;
  try {
    stream._final(onFinal);
  } catch (err) {
    onFinal(err);
  }
  state[kState] &= ~kSync;
}

function finish(stream, state) {
  state.pendingcb--;
  state[kState] |= kFinished;
  callFinished(state, null);
  stream.emit('finish');
  if ((state[kState] & kAutoDestroy) === 0) return;
  const r = stream._readableState;
  if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) stream.destroy();
}

function callFinished(state, err) {
  if ((state[kState] & kOnFinished) === 0) return;
  const callbacks = state[kOnFinishedValue];
  state[kOnFinishedValue] = null;
  state[kState] &= ~kOnFinished;
  for (const callback of callbacks) callback(err);
}

// ---- accessors

function define(name, get, set) {
  Object.defineProperty(Writable.prototype, name, { __proto__: null, get, set, enumerable: false });
}

const of = (name, none) => function() { return this._writableState ? this._writableState[name] : none; };

define('closed', of('closed', false));
define('destroyed', of('destroyed', false), function(value) {
  if (this._writableState) this._writableState.destroyed = value;
});
define('writable', function() {
  const w = this._writableState;
  return Boolean(w) && w.writable !== false && (w[kState] & (kEnding | kEnded | kDestroyed | kErrored)) === 0;
}, function(value) {
  if (this._writableState) this._writableState.writable = Boolean(value);
});
define('writableFinished', of('finished', false));
define('writableObjectMode', of('objectMode', false));
define('writableBuffer', function() { return this._writableState?.getBuffer(); });
define('writableEnded', of('ending', false));
define('writableNeedDrain', function() {
  const w = this._writableState;
  return Boolean(w) && (w[kState] & (kDestroyed | kEnding | kNeedDrain)) === kNeedDrain;
});
define('writableHighWaterMark', of('highWaterMark'));
define('writableCorked', of('corked', 0));
define('writableLength', of('length'));
define('errored', of('errored', null));
define('writableAborted', function() {
  const w = this._writableState;
  return Boolean(w.writable !== false && (w.destroyed || w.errored) && !w.finished);
});

Writable.prototype.destroy = function(err, cb) {
  const state = this._writableState;
  if ((state[kState] & (kBuffered | kOnFinished)) !== 0 && (state[kState] & kDestroyed) === 0) nextTick(errorBuffer, state);
  destroy.call(this, err, cb);
  return this;
};
Writable.prototype._undestroy = undestroy;
Writable.prototype._destroy = function(err, cb) {
  cb(err);
};
Writable.prototype[require('events').captureRejectionSymbol] = function(err) {
  this.destroy(err);
};
Writable.prototype[Symbol.asyncDispose] = async function() {
  let reason;
  if (!this.destroyed) {
    reason = this.writableFinished ? null : new AbortError();
    this.destroy(reason);
  }
  await new Promise((resolve, reject) => {
    require('internal/streams/end_of_stream').eos(this, (err) => (err && err.name !== 'AbortError' ? reject(err) : resolve(null)));
  });
};

const adapters = () => require('internal/webstreams/adapters');
Writable.fromWeb = function(writableStream, options) {
  return adapters().newStreamWritableFromWritableStream(writableStream, options);
};
Writable.toWeb = function(streamWritable) {
  return adapters().newWritableStreamFromStreamWritable(streamWritable);
};

module.exports = { Writable, constructed };
