'use strict';
// fs.ReadStream and fs.WriteStream. They open at once, in their _construct, unless they were given a descriptor or a
// FileHandle.

const { Readable } = require('internal/streams/readable');
const { Writable } = require('internal/streams/writable');
const { Buffer } = require('buffer');
const { codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger } = require('internal/validators');
const { copyObject, getFd, getOptions } = require('internal/fs/arguments');
const { FileHandle, kRef, kUnref } = require('internal/fs/file_handle');
const { toPathIfFileURL } = require('internal/url');
const native = require('internal/fs/native');

const { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE, ERR_STREAM_DESTROYED } = codes;

const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');
const kIoDone = Symbol('kIoDone');
const kIsPerformingIO = Symbol('kIsPerformingIO');

// viaHandle is the functions of fs as a FileHandle performs them.
function viaHandle(handle, stream) {
  const settle = (promise, callback, ...values) => promise.then(
    (result) => process.nextTick(callback, null, ...values.map((value) => value(result))),
    (err) => process.nextTick(callback, err, ...values.map((value) => value(undefined))));
  return {
    open: (path, flags, mode, callback) => { throw new ERR_METHOD_NOT_IMPLEMENTED('open()'); },
    close: (fd, callback) => {
      handle[kUnref]();
      settle(handle.close(), callback);
    },
    fsync: (fd, callback) => settle(handle.sync(), callback),
    read: (fd, buffer, offset, length, position, callback) =>
      settle(handle.read(buffer, offset, length, position), callback, (r) => r?.bytesRead ?? 0, (r) => r?.buffer ?? buffer),
    write: (fd, buffer, offset, length, position, callback) =>
      settle(handle.write(buffer, offset, length, position), callback, (r) => r?.bytesWritten ?? 0, (r) => r?.buffer ?? buffer),
    writev: (fd, buffers, position, callback) =>
      settle(handle.writev(buffers, position), callback, (r) => r?.bytesWritten ?? 0, (r) => r?.buffers ?? buffers),
  };
}

// importFd takes the descriptor, or the FileHandle, that a stream was given.
function importFd(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || require('fs');
    return options.fd;
  }
  if (typeof options.fd === 'object' && options.fd instanceof FileHandle) {
    if (options.fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    stream[kHandle] = options.fd;
    stream[kFs] = viaHandle(options.fd, stream);
    stream[kHandle][kRef]();
    options.fd.on('close', () => stream.close());
    return options.fd.fd;
  }
  throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
}

// openInConstruct is _construct: open the file, then 'open' and 'ready'.
function openInConstruct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  const opened = (er, fd) => {
    if (er) {
      callback(er);
      return;
    }
    stream.fd = fd;
    callback();
    stream.emit('open', stream.fd);
    stream.emit('ready');
  };
  if (stream.open !== openImplementation) {
    callWithOldOpen(stream, callback);
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, opened);
}

// A subclass from before _construct has an open() of its own that emits 'open'.
function callWithOldOpen(stream, callback) {
  const { emit } = stream;
  stream.emit = function(...args) {
    if (args[0] === 'open') {
      this.emit = emit;
      callback();
      Reflect.apply(emit, this, args);
    } else if (args[0] === 'error') {
      this.emit = emit;
      callback(args[1]);
    } else {
      Reflect.apply(emit, this, args);
    }
  };
  stream.open();
}

function openImplementation() {
  // Opened by _construct.
}

function close(stream, err, cb) {
  if (!stream.fd) {
    cb(err);
    return;
  }
  const closing = (failure) => {
    stream[kFs].close(stream.fd, (er) => {
      er ||= failure;
      cb(er);
    });
    stream.fd = null;
  };
  if (stream.flush) stream[kFs].fsync(stream.fd, (flushError) => closing(err || flushError));
  else closing(err);
}

// destroyAfterIO waits for the operation in progress: the number of a closed descriptor may be another file's by then.
function destroyAfterIO(err, cb) {
  if (this[kIsPerformingIO]) this.once(kIoDone, (er) => close(this, err || er, cb));
  else close(this, err, cb);
}

function performed(stream, err) {
  stream[kIsPerformingIO] = false;
  if (!stream.destroyed) return false;
  stream.emit(kIoDone, err);
  return true;
}

function checkFunctions(fs, ...names) {
  for (const name of names) validateFunction(fs[name], `options.fs.${name}`);
}

// ---- reading

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = copyObject(getOptions(options, {}));
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  if (options.autoDestroy === undefined) options.autoDestroy = false;
  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || require('fs');
    checkFunctions(this[kFs], 'open');
    this.path = toPathIfFileURL(path);
    this.flags = options.flags === undefined ? 'r' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
    require('internal/fs/arguments').checkPath(this.path);
  } else {
    this.fd = getFd(importFd(this, options));
  }
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  checkFunctions(this[kFs], 'read');
  if (options.autoDestroy) checkFunctions(this[kFs], 'close');
  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}

Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

Object.defineProperty(ReadStream.prototype, 'autoClose', {
  __proto__: null,
  get() { return this._readableState.autoDestroy; },
  set(value) { this._readableState.autoDestroy = value; },
});

ReadStream.prototype.open = openImplementation;
ReadStream.prototype._construct = openInConstruct;

ReadStream.prototype._read = function(n) {
  n = this.pos !== undefined ? Math.min(this.end - this.pos + 1, n) : Math.min(this.end - this.bytesRead + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  this[kIsPerformingIO] = true;
  const fs = this[kFs];
  if (fs.read === require('internal/fs/descriptors').read) readAhead(this, n);
  else readInto(this, fs, Buffer.allocUnsafeSlow(n), n);
};

// readAhead lets the system call make the buffer: no zeroes to write, nothing to copy.
function readAhead(stream, n) {
  native.readNew((er, bytes) => {
    if (performed(stream, er)) return;
    if (er) {
      require('internal/streams/destroy').errorOrDestroy(stream, er);
    } else if (bytes === undefined) {
      stream.push(null);
    } else {
      advance(stream, bytes.byteLength);
      stream.push(Buffer.from(bytes));
    }
  }, stream.fd, n, stream.pos);
}

function readInto(stream, fs, buf, n) {
  fs.read(stream.fd, buf, 0, n, stream.pos, (er, bytesRead, buffer) => {
    if (performed(stream, er)) return;
    if (er) {
      require('internal/streams/destroy').errorOrDestroy(stream, er);
    } else if (bytesRead > 0) {
      advance(stream, bytesRead);
      stream.push(bytesRead === buffer.length ? buffer : Buffer.from(buffer.subarray(0, bytesRead)));
    } else {
      stream.push(null);
    }
  });
}

function advance(stream, n) {
  if (stream.pos !== undefined) stream.pos += n;
  stream.bytesRead += n;
}

ReadStream.prototype._destroy = destroyAfterIO;

ReadStream.prototype.close = function(cb) {
  if (typeof cb === 'function') require('internal/streams/end_of_stream').eos(this, cb);
  this.destroy();
};

Object.defineProperty(ReadStream.prototype, 'pending', {
  __proto__: null, get() { return this.fd === null; }, configurable: true,
});

// ---- writing

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = copyObject(getOptions(options, {}));
  options.decodeStrings = true;
  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || require('fs');
    checkFunctions(this[kFs], 'open');
    this.path = toPathIfFileURL(path);
    this.flags = options.flags === undefined ? 'w' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
    require('internal/fs/arguments').checkPath(this.path);
  } else {
    this.fd = getFd(importFd(this, options));
  }
  this.flush = options.flush ?? false;
  if (options.flush != null) validateBoolean(options.flush, 'options.flush');
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (!this[kFs].write && !this[kFs].writev) throw new ERR_INVALID_ARG_TYPE('options.fs.write', 'function', this[kFs].write);
  if (this[kFs].write) checkFunctions(this[kFs], 'write');
  if (this[kFs].writev) checkFunctions(this[kFs], 'writev');
  else this._writev = null;
  if (this[kFs].write == null) this._write = null;
  if (options.autoDestroy) checkFunctions(this[kFs], 'close');
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}

Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);

Object.defineProperty(WriteStream.prototype, 'autoClose', {
  __proto__: null,
  get() { return this._writableState.autoDestroy; },
  set(value) { this._writableState.autoDestroy = value; },
});

WriteStream.prototype.open = openImplementation;
WriteStream.prototype._construct = openInConstruct;

const retryLimit = 5;

// writeAll writes until nothing is left; a write that is cut short, or would block, is continued.
function writeAll(stream, data, size, pos, cb, retries = 0) {
  stream[kFs].write(stream.fd, data, 0, size, pos, (er, bytesWritten, buffer) => {
    if (er?.code === 'EAGAIN') {
      er = null;
      bytesWritten = 0;
    }
    if (stream.destroyed || er) {
      cb(er || new ERR_STREAM_DESTROYED('write'));
      return;
    }
    stream.bytesWritten += bytesWritten;
    retries = bytesWritten ? 0 : retries + 1;
    size -= bytesWritten;
    pos += bytesWritten;
    if (retries > retryLimit) cb(new Error('writev failed'));
    else if (size > 0) writeAll(stream, buffer.slice(bytesWritten), size, pos, cb, retries);
    else cb();
  });
}

function writevAll(stream, chunks, size, pos, cb, retries = 0) {
  stream[kFs].writev(stream.fd, chunks, pos, (er, bytesWritten, buffers) => {
    if (er?.code === 'EAGAIN') {
      er = null;
      bytesWritten = 0;
    }
    if (stream.destroyed || er) {
      cb(er || new ERR_STREAM_DESTROYED('writev'));
      return;
    }
    stream.bytesWritten += bytesWritten;
    retries = bytesWritten ? 0 : retries + 1;
    size -= bytesWritten;
    pos += bytesWritten;
    if (retries > retryLimit) cb(new Error('writev failed'));
    else if (size > 0) writevAll(stream, [Buffer.concat(buffers).slice(bytesWritten)], size, pos, cb, retries);
    else cb();
  });
}

WriteStream.prototype._write = function(data, encoding, cb) {
  this[kIsPerformingIO] = true;
  writeAll(this, data, data.length, this.pos, (er) => {
    if (performed(this, er)) {
      cb(er);
      return;
    }
    cb(er);
  });
  if (this.pos !== undefined) this.pos += data.length;
};

WriteStream.prototype._writev = function(data, cb) {
  const chunks = data.map(({ chunk }) => chunk);
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  this[kIsPerformingIO] = true;
  writevAll(this, chunks, size, this.pos, (er) => {
    performed(this, er);
    cb(er);
  });
  if (this.pos !== undefined) this.pos += size;
};

WriteStream.prototype._destroy = destroyAfterIO;

WriteStream.prototype.close = function(cb) {
  if (cb) {
    if (this.closed) {
      process.nextTick(cb);
      return;
    }
    this.on('close', cb);
  }
  // Without autoClose nobody else destroys the stream at its end.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

WriteStream.prototype.destroySoon = WriteStream.prototype.end;

Object.defineProperty(WriteStream.prototype, 'pending', {
  __proto__: null, get() { return this.fd === null; }, configurable: true,
});

module.exports = { ReadStream, WriteStream };
