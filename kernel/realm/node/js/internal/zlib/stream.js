'use strict';
// The streams of zlib: a Transform whose chunks go through a codec in steps. A step takes some input and fills some of
// the room; with room left over the codec waits for input, without it goes on once the reader has taken what there is.

const constants = require('internal/zlib/constants');
const { Buffer, kMaxLength } = require('buffer');
const { Transform } = require('internal/streams/transform');
const { eos } = require('internal/streams/end_of_stream');
const { genericNodeError, codes } = require('internal/errors');
const { isAnyArrayBuffer } = require('internal/types');
const {
  checkRangesOrGetDefault, validateBoolean, validateFiniteNumber, validateNumber, validateObject,
} = require('internal/validators');
const { openHandle } = require('internal/zlib/handle');

const {
  ERR_BROTLI_INVALID_PARAM, ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_TRAILING_JUNK_AFTER_STREAM_END,
  ERR_ZSTD_INVALID_PARAM,
} = codes;
const { Z_NO_FLUSH, Z_BLOCK, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH } = constants;

const kError = Symbol('kError');
const kFlushFlag = Symbol('kFlushFlag');

// A flush is an empty chunk in the queue of writes that says which.
const flushChunks = [];
for (let flag = 0; flag <= Z_BLOCK; flag++) {
  flushChunks[flag] = Buffer.alloc(0);
  flushChunks[flag][kFlushFlag] = flag;
}

const ranges = {
  zlib: { none: Z_NO_FLUSH, finish: Z_FINISH, full: Z_FULL_FLUSH, last: Z_BLOCK },
  brotli: { none: 0, finish: constants.BROTLI_OPERATION_FINISH, full: constants.BROTLI_OPERATION_FLUSH, last: constants.BROTLI_OPERATION_EMIT_METADATA },
  zstd: { none: 0, finish: constants.ZSTD_e_end, full: constants.ZSTD_e_flush, last: constants.ZSTD_e_end },
};

// Which flush does more: the numbers are not in that order.
const strength = [Z_NO_FLUSH, Z_BLOCK, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH];
const stronger = (a, b) => (strength.indexOf(a) > strength.indexOf(b) ? a : b);

function chunkSizeOf(opts) {
  const { chunkSize } = opts;
  if (!validateFiniteNumber(chunkSize, 'options.chunkSize')) return constants.Z_DEFAULT_CHUNK;
  if (chunkSize < constants.Z_MIN_CHUNK) throw new ERR_OUT_OF_RANGE('options.chunkSize', `>= ${constants.Z_MIN_CHUNK}`, chunkSize);
  return chunkSize;
}

// ZlibBase is what all have in common. family is a key of ranges; open makes the handle.
function ZlibBase(opts, mode, family, open) {
  const range = ranges[family];
  const settings = { chunkSize: constants.Z_DEFAULT_CHUNK, flush: range.none, finishFlush: range.finish, maxOutputLength: kMaxLength };
  if (opts) {
    settings.chunkSize = chunkSizeOf(opts);
    settings.flush = checkRangesOrGetDefault(opts.flush, 'options.flush', range.none, range.last, range.none);
    settings.finishFlush = checkRangesOrGetDefault(opts.finishFlush, 'options.finishFlush', range.none, range.last, range.finish);
    settings.maxOutputLength = checkRangesOrGetDefault(opts.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength);
    if (opts.rejectGarbageAfterEnd !== undefined) validateBoolean(opts.rejectGarbageAfterEnd, 'options.rejectGarbageAfterEnd');
    if (opts.encoding || opts.objectMode || opts.writableObjectMode) {
      opts = { ...opts, encoding: null, objectMode: false, writableObjectMode: false };
    }
  }
  const handle = open();
  Reflect.apply(Transform, this, [{ autoDestroy: true, ...opts }]);
  this.bytesWritten = 0;
  this._handle = handle;
  handle.onerror = zlibOnError;
  this._outBuffer = Buffer.allocUnsafe(settings.chunkSize);
  this._outOffset = 0;
  this._chunkSize = settings.chunkSize;
  this._defaultFlushFlag = settings.flush;
  this._finishFlushFlag = settings.finishFlush;
  this._defaultFullFlushFlag = range.full;
  this._flushBoundIdx = Object.keys(ranges).indexOf(family);
  this._info = opts?.info;
  this._maxOutputLength = settings.maxOutputLength;
  this._rejectGarbageAfterEnd = opts?.rejectGarbageAfterEnd === true;
  this._writeState = new Uint32Array(2);
  this[kError] = null;
}

Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

// An error of the codec destroys the stream; a write in progress is not called back.
function zlibOnError(stream, [message, errno, code]) {
  const err = genericNodeError(message, { errno, code });
  stream.destroy(err);
  stream[kError] = err;
}

Object.defineProperty(ZlibBase.prototype, '_closed', {
  configurable: true,
  enumerable: true,
  get() { return !this._handle; },
});

ZlibBase.prototype.reset = function() {
  if (!this._handle) throw genericNodeError('zlib binding closed', { code: 'ERR_INTERNAL_ASSERTION' });
  const failure = this._handle.reset();
  if (failure) zlibOnError(this, failure);
};

ZlibBase.prototype._flush = function(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

ZlibBase.prototype._final = function(callback) {
  callback();
};

ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(flushChunks[kind], '', callback);
  }
};

ZlibBase.prototype.close = function(callback) {
  if (callback) eos(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function(err, callback) {
  release(this);
  callback(err);
};

ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flag = this._defaultFlushFlag;
  if (typeof chunk[kFlushFlag] === 'number') {
    flag = chunk[kFlushFlag];
  } else if (this.writableEnded && this.writableLength === chunk.byteLength) {
    flag = this._flushBoundIdx === 0 ? stronger(flag, this._finishFlushFlag) : Math.max(flag, this._finishFlushFlag);
  }
  processChunk(this, chunk, flag, callback);
};

ZlibBase.prototype._processChunk = function(chunk, flag, callback) {
  if (typeof callback === 'function') processChunk(this, chunk, flag, callback);
  else return processChunkSync(this, chunk, flag);
};

function release(stream) {
  stream._handle?.close();
  stream._handle = null;
}

// room makes a new output buffer if there is none left.
function room(self) {
  if (self._outOffset < self._chunkSize && self._writeState[0] !== 0) return;
  self._outOffset = 0;
  self._outBuffer = Buffer.allocUnsafe(self._chunkSize);
}

// taken returns what the last step wrote.
function taken(self, before) {
  const have = before - self._writeState[0];
  if (have === 0) return undefined;
  const out = self._outBuffer.slice(self._outOffset, self._outOffset + have);
  self._outOffset += have;
  return out;
}

function processChunkSync(self, chunk, flag) {
  const handle = self._handle;
  if (!handle) throw genericNodeError('zlib binding closed', { code: 'ERR_INTERNAL_ASSERTION' });
  let thrown;
  const note = (err) => { thrown = err; };
  self.on('error', note);
  const chunks = [];
  let total = 0;
  let left = chunk.byteLength;
  let at = 0;
  for (;;) {
    const before = self._chunkSize - self._outOffset;
    const failure = handle.step(undefined, flag, chunk, at, left, self._outBuffer, self._outOffset, before, self._writeState);
    if (failure) zlibOnError(self, failure);
    if (thrown ?? self[kError]) throw thrown ?? self[kError];
    at += left - self._writeState[1];
    left = self._writeState[1];
    const out = taken(self, before);
    if (out) {
      chunks.push(out);
      total += out.byteLength;
      if (total > self._maxOutputLength) {
        release(self);
        throw new ERR_BUFFER_TOO_LARGE(self._maxOutputLength);
      }
    }
    const full = self._writeState[0] === 0;
    room(self);
    if (!full) break;
  }
  if (left > 0 && self._rejectGarbageAfterEnd) {
    release(self);
    throw new ERR_TRAILING_JUNK_AFTER_STREAM_END();
  }
  self.bytesWritten = at;
  release(self);
  if (total === 0) return Buffer.alloc(0);
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, total);
}

function processChunk(self, chunk, flag, callback) {
  if (!self._handle) {
    process.nextTick(callback);
    return;
  }
  const job = { self, chunk, flag, callback, at: 0, left: chunk.byteLength };
  run(job);
}

function run(job) {
  const { self, chunk, flag } = job;
  const before = self._chunkSize - self._outOffset;
  self._handle.step((failure) => {
    if (failure) zlibOnError(self, failure);
    else stepped(job, before);
  }, flag, chunk, job.at, job.left, self._outBuffer, self._outOffset, before, self._writeState);
}

function stepped(job, before) {
  const { self, callback } = job;
  if (self.destroyed) {
    callback();
    return;
  }
  const consumed = job.left - self._writeState[1];
  self.bytesWritten += consumed;
  job.at += consumed;
  job.left -= consumed;
  const out = taken(self, before);
  const stopped = out !== undefined && !self.push(out);
  if (self.destroyed) {
    callback();
    return;
  }
  const full = self._writeState[0] === 0;
  room(self);
  if (full) {
    if (stopped) whenRead(self, job);
    else run(job);
    return;
  }
  if (job.left > 0) {
    // Room, and still input: the compressed data has ended before.
    if (self._rejectGarbageAfterEnd) {
      callback(new ERR_TRAILING_JUNK_AFTER_STREAM_END());
      return;
    }
    self.push(null);
  }
  callback();
}

// whenRead goes on as soon as someone wants more.
function whenRead(self, job) {
  const read = self._read;
  self._read = (n) => {
    self._read = read;
    if (self._handle) run(job);
    self._read(n);
  };
}

// ---- zlib

function dictionaryOf(opts) {
  const { dictionary } = opts;
  if (dictionary === undefined || ArrayBuffer.isView(dictionary)) return dictionary;
  if (isAnyArrayBuffer(dictionary)) return Buffer.from(dictionary);
  throw new ERR_INVALID_ARG_TYPE('options.dictionary', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
}

const decoding = new Set([constants.INFLATE, constants.GUNZIP, constants.UNZIP]);

function zlibSettings(opts, mode) {
  const settings = { windowBits: constants.Z_DEFAULT_WINDOWBITS, level: constants.Z_DEFAULT_COMPRESSION, strategy: constants.Z_DEFAULT_STRATEGY };
  if (!opts) return settings;
  // A decoder may take the window of the stream's header: 0, null or nothing asks for that.
  if (!opts.windowBits && decoding.has(mode)) {
    settings.windowBits = 0;
  } else {
    const least = mode === constants.GZIP ? 9 : constants.Z_MIN_WINDOWBITS;
    settings.windowBits = checkRangesOrGetDefault(opts.windowBits, 'options.windowBits', least, constants.Z_MAX_WINDOWBITS, constants.Z_DEFAULT_WINDOWBITS);
  }
  settings.level = checkRangesOrGetDefault(opts.level, 'options.level', constants.Z_MIN_LEVEL, constants.Z_MAX_LEVEL, constants.Z_DEFAULT_COMPRESSION);
  checkRangesOrGetDefault(opts.memLevel, 'options.memLevel', constants.Z_MIN_MEMLEVEL, constants.Z_MAX_MEMLEVEL, constants.Z_DEFAULT_MEMLEVEL);
  settings.strategy = checkRangesOrGetDefault(opts.strategy, 'options.strategy', constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_DEFAULT_STRATEGY);
  settings.dictionary = dictionaryOf(opts);
  settings.single = opts.rejectGarbageAfterEnd === true;
  return settings;
}

function Zlib(opts, mode) {
  let settings;
  Reflect.apply(ZlibBase, this, [opts, mode, 'zlib', () => {
    settings = zlibSettings(opts, mode);
    return openHandle(mode, settings);
  }]);
  this._level = settings.level;
  this._strategy = settings.strategy;
  this._mode = mode;
}

Object.setPrototypeOf(Zlib.prototype, ZlibBase.prototype);
Object.setPrototypeOf(Zlib, ZlibBase);

Zlib.prototype.params = function params(level, strategy, callback) {
  checkRangesOrGetDefault(level, 'level', constants.Z_MIN_LEVEL, constants.Z_MAX_LEVEL);
  checkRangesOrGetDefault(strategy, 'strategy', constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  this.flush(Z_SYNC_FLUSH, () => {
    if (!this._handle) return;
    this._handle.params(level, strategy);
    this._level = level;
    this._strategy = strategy;
    if (callback) callback();
  });
};

// ---- brotli and zstd

// parametersOf reads the option params: an array by the number of the parameter, undefined where it is not given.
function parametersOf(opts, most, Invalid) {
  const list = new Array(most + 1).fill(undefined);
  if (!opts?.params) return list;
  for (const name of Object.keys(opts.params)) {
    const number = +name;
    if (Number.isNaN(number) || number < 0 || number > most || list[number] !== undefined) throw new Invalid(name);
    const value = opts.params[name];
    if (typeof value !== 'number' && typeof value !== 'boolean') throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    list[number] = Number(value);
  }
  return list;
}

function Brotli(opts, mode) {
  Reflect.apply(ZlibBase, this, [opts, mode, 'brotli', () => {
    const parameters = parametersOf(opts, 9, ERR_BROTLI_INVALID_PARAM);
    return openHandle(mode, { parameters });
  }]);
}

Object.setPrototypeOf(Brotli.prototype, ZlibBase.prototype);
Object.setPrototypeOf(Brotli, ZlibBase);

function zstdHandle(opts, mode) {
  const most = mode === constants.ZSTD_COMPRESS ? constants.ZSTD_c_overlapLog : constants.ZSTD_d_windowLogMax;
  const parameters = parametersOf(opts, most, ERR_ZSTD_INVALID_PARAM);
  if (mode === constants.ZSTD_COMPRESS && opts?.pledgedSrcSize !== undefined) {
    validateNumber(opts.pledgedSrcSize, 'options.pledgedSrcSize');
    if (opts.pledgedSrcSize < 0) throw Object.assign(new RangeError('pledgedSrcSize must be non-negative'), { code: 'ERR_OUT_OF_RANGE' });
  }
  const dictionary = opts ? dictionaryOf(opts) : undefined;
  return openHandle(mode, { parameters, dictionary });
}

class Zstd extends ZlibBase {
  constructor(opts, mode) {
    if (opts != null) validateObject(opts, 'options');
    super(opts, mode, 'zstd', () => zstdHandle(opts, mode));
  }
}

module.exports = { Brotli, Zlib, ZlibBase, Zstd, processChunkSync };
