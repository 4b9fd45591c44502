'use strict';
// Readable. A buffer between _read, which pushes, and the consumer, who reads, listens to 'data' (flowing), to
// 'readable' (paused) or iterates.
//
//	_read ── push ──> buffer ── read() ──> 'data'
//	  ^                 │ 'readable'         │
//	  └── needReadable ─┴── flow ────────────┘   each arrow back is a tick

const { Buffer } = require('buffer');
const { AbortError, codes } = require('internal/errors');
const { StringDecoder } = require('string_decoder');
const { Stream } = require('internal/streams/legacy');
const { construct, destroy, errorOrDestroy, undestroy } = require('internal/streams/destroy');
const { accessor, common, commonNames, flags, highWaterMarkOf, kState, optional, readable, threeWay } = require('internal/streams/state');

const { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_STREAM_PUSH_AFTER_EOF, ERR_STREAM_UNSHIFT_AFTER_END_EVENT } = codes;
const {
  kAutoDestroy, kClosed, kCloseEmitted, kConstructed, kDestroyed, kEmitClose, kErrored, kErrorEmitted, kObjectMode,
} = common;
const {
  kDataEmitted, kDataListening, kDecoder, kDefaultUTF8Encoding, kEmittedReadable, kEncoding, kEnded, kEndEmitted,
  kFlowing, kHasFlowing, kHasPaused, kMultiAwaitDrain, kNeedReadable, kPaused, kReadableListening, kReading,
  kReadingMore, kResumeScheduled, kSync,
} = readable;
const { nextTick } = process;

// state[kPausedByUser] is what pause() and resume() said last; state.paused is the same as a boolean.
const kPausedByUser = Symbol('kPaused');

// ---- state

function ReadableState(options, stream, isDuplex) {
  this.highWaterMark = 0;
  this.buffer = [];
  this.bufferIndex = 0;
  this.length = 0;
  this.pipes = [];
  this.awaitDrainWriters = null; // the destination waited for; with kMultiAwaitDrain a Set of them
  let bits = kEmitClose | kAutoDestroy | kConstructed | kSync | kDefaultUTF8Encoding;
  if (options) {
    if (options.objectMode || (isDuplex && options.readableObjectMode)) bits |= kObjectMode;
    if (options.emitClose === false) bits &= ~kEmitClose;
    if (options.autoDestroy === false) bits &= ~kAutoDestroy;
  }
  this[kState] = bits;
  this.highWaterMark = highWaterMarkOf((bits & kObjectMode) !== 0, options, 'readableHighWaterMark', isDuplex);
  const encoding = options?.defaultEncoding;
  if (encoding != null && encoding !== 'utf8' && encoding !== 'utf-8') {
    if (!Buffer.isEncoding(encoding)) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
    this.defaultEncoding = encoding;
  }
  if (options?.encoding) {
    this.decoder = new StringDecoder(options.encoding);
    this.encoding = options.encoding;
  }
}

flags(ReadableState.prototype, {
  ...commonNames, ended: kEnded, endEmitted: kEndEmitted, reading: kReading, sync: kSync, needReadable: kNeedReadable,
  emittedReadable: kEmittedReadable, readableListening: kReadableListening, resumeScheduled: kResumeScheduled,
  multiAwaitDrain: kMultiAwaitDrain, readingMore: kReadingMore, dataEmitted: kDataEmitted,
});
optional(ReadableState.prototype, 'errored', kErrored, null);
optional(ReadableState.prototype, 'defaultEncoding', kDefaultUTF8Encoding, 'utf8', true);
const kDecoderValue = optional(ReadableState.prototype, 'decoder', kDecoder, null);
optional(ReadableState.prototype, 'encoding', kEncoding, null);
threeWay(ReadableState.prototype, 'flowing', kHasFlowing, kFlowing, null);
threeWay(ReadableState.prototype, kPausedByUser, kHasPaused, kPaused, null);
accessor(ReadableState.prototype, 'pipesCount', function() { return this.pipes.length; });
accessor(ReadableState.prototype, 'paused',
  function() { return (this[kState] & kPaused) !== 0; },
  function(value) { this[kPausedByUser] = Boolean(value); });

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  this._events ??= { close: undefined, error: undefined, data: undefined, end: undefined, readable: undefined };
  this._readableState = new ReadableState(options, this, false);
  if (options) {
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal) require('internal/streams/add_abort_signal').addAbortSignalNoValidate(options.signal, this);
  }
  Stream.call(this, options);
  if (this._construct != null) construct(this, () => constructed(this));
}

Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);
Readable.ReadableState = ReadableState;

// constructed goes on where a stream stood while _construct ran.
function constructed(stream) {
  if ((stream._readableState[kState] & kNeedReadable) !== 0) maybeReadMore(stream, stream._readableState);
}

Readable.prototype.destroy = destroy;
Readable.prototype._undestroy = undestroy;
Readable.prototype._destroy = function(err, cb) {
  cb(err);
};
Readable.prototype[require('events').captureRejectionSymbol] = function(err) {
  this.destroy(err);
};
Readable.prototype[Symbol.asyncDispose] = async function() {
  let reason;
  if (!this.destroyed) {
    reason = this.readableEnded ? null : new AbortError();
    this.destroy(reason);
  }
  await new Promise((resolve, reject) => {
    require('internal/streams/end_of_stream').eos(this, (err) => (err && err !== reason ? reject(err) : resolve(null)));
  });
};

// ---- pushing

const hasRoom = (state) =>
  (state[kState] & kEnded) === 0 && (state.length < state.highWaterMark || state.length === 0);

Readable.prototype.push = function(chunk, encoding) {
  const state = this._readableState;
  return (state[kState] & kObjectMode) === 0 ? pushBytes(this, state, chunk, encoding) : pushObject(this, state, chunk, encoding);
};

function pushBytes(stream, state, chunk, encoding) {
  if (chunk === null) return pushEnd(stream, state);
  if (typeof chunk === 'string') {
    encoding = encoding || state.defaultEncoding;
    if (state.encoding !== encoding) {
      chunk = Buffer.from(chunk, encoding);
      encoding = '';
    }
  } else if (chunk instanceof Buffer) {
    encoding = '';
  } else if (ArrayBuffer.isView(chunk)) {
    chunk = asBuffer(chunk);
    encoding = '';
  } else if (chunk !== undefined) {
    return refuse(stream, chunk);
  }
  return accept(stream, state, chunk, encoding, !chunk || chunk.length <= 0);
}

function pushObject(stream, state, chunk, encoding) {
  return chunk === null ? pushEnd(stream, state) : accept(stream, state, chunk, encoding, false);
}

const asBuffer = (view) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);

function refuse(stream, chunk) {
  errorOrDestroy(stream, new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
  return false;
}

function pushEnd(stream, state) {
  state[kState] &= ~kReading;
  endOfSource(stream, state);
  return false;
}

// accept puts a chunk in its place; an empty one only says that the _read is over.
function accept(stream, state, chunk, encoding, empty) {
  if (empty) {
    state[kState] &= ~kReading;
    maybeReadMore(stream, state);
    return hasRoom(state);
  }
  if ((state[kState] & kEnded) !== 0) {
    errorOrDestroy(stream, new ERR_STREAM_PUSH_AFTER_EOF());
    return false;
  }
  if ((state[kState] & (kDestroyed | kErrored)) !== 0) return false;
  state[kState] &= ~kReading;
  if ((state[kState] & kDecoder) !== 0 && !encoding) {
    chunk = state[kDecoderValue].write(chunk);
    if (chunk.length === 0) {
      maybeReadMore(stream, state);
      return hasRoom(state);
    }
  }
  addChunk(stream, state, chunk, false);
  return hasRoom(state);
}

Readable.prototype.unshift = function(chunk, encoding) {
  const state = this._readableState;
  if (chunk === null) return pushEnd(this, state);
  if ((state[kState] & kObjectMode) === 0) {
    if (typeof chunk === 'string') {
      encoding = encoding || state.defaultEncoding;
      if (state.encoding !== encoding) {
        chunk = state.encoding ? Buffer.from(chunk, encoding).toString(state.encoding) : Buffer.from(chunk, encoding);
      }
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = chunk instanceof Buffer ? chunk : asBuffer(chunk);
    } else if (chunk !== undefined) {
      return refuse(this, chunk);
    }
    if (!(chunk && chunk.length > 0)) return hasRoom(state);
  }
  if ((state[kState] & kEndEmitted) !== 0) errorOrDestroy(this, new ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
  else if ((state[kState] & (kDestroyed | kErrored)) !== 0) return false;
  else addChunk(this, state, chunk, true);
  return hasRoom(state);
};

const passes = kFlowing | kSync | kDataListening;

// addChunk hands the chunk on at once if someone is waiting for exactly this, or buffers it.
function addChunk(stream, state, chunk, front) {
  if ((state[kState] & passes) === (kFlowing | kDataListening) && state.length === 0 && stream.listenerCount('data') > 0) {
    drained(state);
    state[kState] |= kDataEmitted;
    stream.emit('data', chunk);
  } else {
    state.length += (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
    if (!front) state.buffer.push(chunk);
    else if (state.bufferIndex > 0) state.buffer[--state.bufferIndex] = chunk;
    else state.buffer.unshift(chunk);
    if ((state[kState] & kNeedReadable) !== 0) emitReadable(stream);
  }
  maybeReadMore(stream, state);
}

// drained forgets the destinations that were waited for: what they wait for has arrived.
function drained(state) {
  if ((state[kState] & kMultiAwaitDrain) !== 0) state.awaitDrainWriters.clear();
  else state.awaitDrainWriters = null;
}

function endOfSource(stream, state) {
  if ((state[kState] & kEnded) !== 0) return;
  const rest = state[kState] & kDecoder ? state[kDecoderValue].end() : undefined;
  if (rest?.length > 0) {
    state.buffer.push(rest);
    state.length += (state[kState] & kObjectMode) !== 0 ? 1 : rest.length;
  }
  state[kState] |= kEnded;
  if ((state[kState] & kSync) !== 0) {
    // Within _read: there may be more to say before the consumer hears of it.
    emitReadable(stream);
  } else {
    state[kState] = (state[kState] & ~kNeedReadable) | kEmittedReadable;
    emitReadableNow(stream);
  }
}

Readable.prototype.isPaused = function() {
  const state = this._readableState;
  return state[kPausedByUser] === true || state.flowing === false;
};

Readable.prototype.setEncoding = function(encoding) {
  const decoder = new StringDecoder(encoding);
  const state = this._readableState;
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  let text = '';
  for (const chunk of state.buffer.slice(state.bufferIndex)) text += decoder.write(chunk);
  state.buffer.length = 0;
  state.bufferIndex = 0;
  if (text !== '') state.buffer.push(text);
  state.length = text.length;
  return this;
};

// ---- reading

const largestMark = 0x40000000;

function markFor(n) {
  if (n > largestMark) throw new ERR_OUT_OF_RANGE('size', '<= 1GiB', n);
  return 2 ** Math.ceil(Math.log2(n));
}

// available returns how many bytes (or one object) a read of n may take now; NaN asks for all there is.
function available(n, state) {
  if (n <= 0 || (state.length === 0 && (state[kState] & kEnded) !== 0)) return 0;
  if ((state[kState] & kObjectMode) !== 0) return 1;
  if (Number.isNaN(n)) {
    return (state[kState] & kFlowing) !== 0 && state.length > 0 ? state.buffer[state.bufferIndex].length : state.length;
  }
  if (n <= state.length) return n;
  return (state[kState] & kEnded) !== 0 ? state.length : 0;
}

const cannotRead = kEnded | kReading | kDestroyed | kErrored;

Readable.prototype.read = function(n) {
  if (n === undefined) n = NaN;
  else if (!Number.isInteger(n)) n = Number.parseInt(n, 10);
  const state = this._readableState;
  const asked = n;
  if (n > state.highWaterMark) state.highWaterMark = markFor(n);
  if (n !== 0) state[kState] &= ~kEmittedReadable;
  if (n === 0 && announced(this, state)) return null;

  n = available(n, state);
  if (n === 0 && (state[kState] & kEnded) !== 0) {
    if (state.length === 0) endReadable(this);
    return null;
  }
  const wanted = (state[kState] & kNeedReadable) !== 0 || state.length === 0 || state.length - n < state.highWaterMark;
  if (wanted && (state[kState] & cannotRead) === 0 && (state[kState] & kConstructed) !== 0) {
    callRead(this, state);
    // A _read that pushed at once may have changed what there is.
    if ((state[kState] & kReading) === 0) n = available(asked, state);
  }

  const result = n > 0 ? take(n, state) : null;
  if (result === null) {
    if (state.length <= state.highWaterMark) state[kState] |= kNeedReadable;
    n = 0;
  } else {
    state.length -= n;
    drained(state);
  }
  if (state.length === 0) {
    if ((state[kState] & kEnded) === 0) state[kState] |= kNeedReadable;
    else if (asked !== n) endReadable(this);
  }
  if (result !== null && (state[kState] & (kErrorEmitted | kCloseEmitted)) === 0) {
    state[kState] |= kDataEmitted;
    this.emit('data', result);
  }
  return result;
};

// announced serves a read(0) for which there is enough in the buffer: it only tells the consumer again.
function announced(stream, state) {
  if ((state[kState] & kNeedReadable) === 0) return false;
  const ended = (state[kState] & kEnded) !== 0;
  const full = state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0;
  if (!full && !ended) return false;
  if (state.length === 0 && ended) endReadable(stream);
  else emitReadable(stream);
  return true;
}

function callRead(stream, state) {
  state[kState] |= kReading | kSync;
  if (state.length === 0) state[kState] |= kNeedReadable;
  try {
    stream._read(state.highWaterMark);
  } catch (err) {
    errorOrDestroy(stream, err);
  }
  state[kState] &= ~kSync;
}

Readable.prototype._read = function(n) {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('_read()');
};

// take removes n bytes, or one object, from the front of the buffer.
function take(n, state) {
  if (state.length === 0) return null;
  if ((state[kState] & kObjectMode) !== 0) return shift(state);
  if (!n || n >= state.length) return takeAll(state);
  const first = state.buffer[state.bufferIndex];
  if (n < first.length) {
    state.buffer[state.bufferIndex] = first.slice(n);
    return first.slice(0, n);
  }
  return n === first.length ? shift(state) : takeSome(n, state);
}

function shift(state) {
  const { buffer } = state;
  const chunk = buffer[state.bufferIndex];
  buffer[state.bufferIndex++] = null;
  if (state.bufferIndex === buffer.length) {
    buffer.length = 0;
    state.bufferIndex = 0;
  } else if (state.bufferIndex > 1024) {
    buffer.splice(0, state.bufferIndex);
    state.bufferIndex = 0;
  }
  return chunk;
}

function takeAll(state) {
  const { buffer, bufferIndex } = state;
  const chunks = bufferIndex > 0 ? buffer.slice(bufferIndex) : buffer;
  let all;
  if ((state[kState] & kDecoder) !== 0) all = chunks.length === 1 ? chunks[0] : chunks.join('');
  else if (chunks.length === 0) all = Buffer.alloc(0);
  else all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, state.length);
  buffer.length = 0;
  state.bufferIndex = 0;
  return all;
}

function takeSome(n, state) {
  const parts = [];
  let missing = n;
  while (missing > 0) {
    const first = state.buffer[state.bufferIndex];
    if (first.length > missing) {
      parts.push(first.slice(0, missing));
      state.buffer[state.bufferIndex] = first.slice(missing);
      break;
    }
    missing -= first.length;
    parts.push(shift(state));
  }
  return (state[kState] & kDecoder) !== 0 ? parts.join('') : Buffer.concat(parts, n);
}

Readable._fromList = take;

// ---- telling the consumer

function emitReadable(stream) {
  const state = stream._readableState;
  state[kState] &= ~kNeedReadable;
  if ((state[kState] & kEmittedReadable) !== 0) return;
  state[kState] |= kEmittedReadable;
  nextTick(emitReadableNow, stream);
}

function emitReadableNow(stream) {
  const state = stream._readableState;
  if ((state[kState] & (kDestroyed | kErrored)) === 0 && (state.length > 0 || (state[kState] & kEnded) !== 0)) {
    stream.emit('readable');
    state[kState] &= ~kEmittedReadable;
  }
  if ((state[kState] & (kFlowing | kEnded)) === 0 && state.length <= state.highWaterMark) state[kState] |= kNeedReadable;
  else state[kState] &= ~kNeedReadable;
  flow(stream);
}

function maybeReadMore(stream, state) {
  if ((state[kState] & (kReadingMore | kConstructed)) !== kConstructed) return;
  state[kState] |= kReadingMore;
  nextTick(readMore, stream, state);
}

// readMore fills the buffer up to its mark, as long as each _read brings something at once.
function readMore(stream, state) {
  while ((state[kState] & (kReading | kEnded)) === 0 &&
         (state.length < state.highWaterMark || ((state[kState] & kFlowing) !== 0 && state.length === 0))) {
    const { length } = state;
    stream.read(0);
    if (length === state.length) break;
  }
  state[kState] &= ~kReadingMore;
}

function endReadable(stream) {
  const state = stream._readableState;
  if ((state[kState] & kEndEmitted) !== 0) return;
  state[kState] |= kEnded;
  nextTick(emitEnd, state, stream);
}

function emitEnd(state, stream) {
  if ((state[kState] & (kErrored | kCloseEmitted | kEndEmitted)) !== 0 || state.length > 0) return;
  state[kState] |= kEndEmitted;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    nextTick(endWritable, stream);
  } else if ((state[kState] & kAutoDestroy) !== 0) {
    const w = stream._writableState;
    if (!w || (w.autoDestroy && (w.finished || w.writable === false))) stream.destroy();
  }
}

function endWritable(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
}

// ---- flowing

Readable.prototype.on = function(event, listener) {
  const result = Stream.prototype.on.call(this, event, listener);
  const state = this._readableState;
  if (event === 'data') {
    state[kState] |= kDataListening;
    state.readableListening = this.listenerCount('readable') > 0;
    if (state.flowing !== false) this.resume();
  } else if (event === 'readable' && (state[kState] & (kEndEmitted | kReadableListening)) === 0) {
    state[kState] |= kReadableListening | kNeedReadable | kHasFlowing;
    state[kState] &= ~(kFlowing | kEmittedReadable);
    if (state.length > 0) emitReadable(this);
    else if ((state[kState] & kReading) === 0) nextTick(readNothing, this);
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

function readNothing(stream) {
  stream.read(0);
}

Readable.prototype.removeListener = function(event, listener) {
  const result = Stream.prototype.removeListener.call(this, event, listener);
  if (event === 'readable') {
    // In a tick, so that once('readable') can be renewed from its own listener.
    nextTick(lookForListeners, this);
  } else if (event === 'data' && this.listenerCount('data') === 0) {
    this._readableState[kState] &= ~kDataListening;
  }
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function(event) {
  const result = Reflect.apply(Stream.prototype.removeAllListeners, this, arguments);
  if (event === 'readable' || event === undefined) nextTick(lookForListeners, this);
  return result;
};

function lookForListeners(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if ((state[kState] & (kHasPaused | kPaused | kResumeScheduled)) === (kHasPaused | kResumeScheduled)) state.flowing = true;
  else if (stream.listenerCount('data') > 0) stream.resume();
  else if ((state[kState] & kReadableListening) === 0) state.flowing = null;
}

Readable.prototype.resume = function() {
  const state = this._readableState;
  if ((state[kState] & kFlowing) === 0) {
    // Someone who listens to 'readable' as well keeps control of the reading.
    state.flowing = (state[kState] & kReadableListening) === 0;
    if ((state[kState] & kResumeScheduled) === 0) {
      state[kState] |= kResumeScheduled;
      nextTick(startFlowing, this, state);
    }
  }
  state[kPausedByUser] = false;
  return this;
};

function startFlowing(stream, state) {
  if ((state[kState] & kReading) === 0) stream.read(0);
  state[kState] &= ~kResumeScheduled;
  stream.emit('resume');
  flow(stream);
  if ((state[kState] & (kFlowing | kReading)) === kFlowing) stream.read(0);
}

Readable.prototype.pause = function() {
  const state = this._readableState;
  if (state.flowing !== false) {
    state.flowing = false;
    this.emit('pause');
  }
  state[kPausedByUser] = true;
  return this;
};

function flow(stream) {
  const state = stream._readableState;
  while ((state[kState] & kFlowing) !== 0 && stream.read() !== null);
}

Object.assign(Readable.prototype, require('internal/streams/pipe'));
require('internal/streams/readable_shape').complete(Readable);

module.exports = { Readable, constructed };
