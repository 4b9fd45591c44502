'use strict';
// FileHandle: an open file of fs.promises. It is an EventEmitter with one event, 'close'.

const native = require('internal/fs/native');
const EventEmitter = require('events');
const { Buffer } = require('buffer');
const { AbortError } = require('internal/errors');
const { validateAbortSignal, validateEncoding, validateInteger, validateObject } = require('internal/validators');
const { promiseFinally } = require('internal/finally');
const { kEmptyObject } = require('internal/shape');
const { awaiting, drive, each } = require('internal/streams/for_await');
const { answer } = require('internal/fs/calls');
const { checkText, checkView, checkViews, getFlags, getMode, getOptions, getOwner, getPath, getTime } = require('internal/fs/arguments');
const { encodingName, readPart, writePart } = require('internal/fs/descriptors');
const { statsOf } = require('internal/fs/stats');

const kHandle = Symbol('kHandle');
const kFd = Symbol('kFd');
const kRefs = Symbol('kRefs');
const kClosePromise = Symbol('kClosePromise');
const kCloseResolve = Symbol('kCloseResolve');
const kCloseReject = Symbol('kCloseReject');
const kRef = Symbol('kRef');
const kUnref = Symbol('kUnref');

// Handle owns the descriptor. It is what util.inspect shows inside a FileHandle: Node keeps the object of its C++ side
// there, of the same name.
const Handle = class FileHandle {
  #fd;

  constructor(fd) { this.#fd = fd; }

  static close(handle) { return native.close(true, handle.#fd); }
};

class FileHandle extends EventEmitter {
  constructor(fd) {
    super();
    this[kHandle] = new Handle(fd);
    this[kFd] = fd;
    this[kRefs] = 1;
    this[kClosePromise] = null;
    this.close = close.bind(this);
    Object.defineProperty(this.close, 'name', { value: 'close', configurable: true });
  }

  getAsyncId() { return this[kFd]; }

  get fd() { return this[kFd]; }

  appendFile(data, options) { return use(writeFile, this, data, options); }

  chmod(mode) { return use(call('fchmod', () => [getMode(mode, 'mode')]), this); }

  chown(uid, gid) { return use(call('fchown', () => [getOwner(uid, 'uid'), getOwner(gid, 'gid')]), this); }

  datasync() { return use(call('fdatasync', () => []), this); }

  sync() { return use(call('fsync', () => []), this); }

  read(buffer, offset, length, position) { return use(read, this, buffer, offset, length, position); }

  readv(buffers, position) { return use(readv, this, buffers, position); }

  readFile(options) { return use(readFile, this, options); }

  readLines(options = undefined) {
    return require('internal/readline/interface').linesOf(this.createReadStream(options));
  }

  stat(options) { return use(stat, this, options); }

  truncate(len = 0) {
    return use(call('ftruncate', () => {
      validateInteger(len, 'len');
      return [Math.max(0, len)];
    }), this);
  }

  utimes(atime, mtime) { return use(call('futimes', () => [getTime(atime, 'atime'), getTime(mtime, 'mtime')]), this); }

  write(buffer, offset, length, position) { return use(write, this, buffer, offset, length, position); }

  writev(buffers, position) { return use(writev, this, buffers, position); }

  writeFile(data, options) { return use(writeFile, this, data, options); }

  readableWebStream(options = kEmptyObject) { return require('internal/webstreams/bytes').ofHandle(this, options); }

  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  async [Symbol.asyncDispose]() { await this.close(); }

  [kRef]() { this[kRefs]++; }

  // [kUnref] closes the file if close() waited for this last user.
  [kUnref]() {
    this[kRefs]--;
    if (this[kRefs] !== 0) return;
    this[kFd] = -1;
    Handle.close(this[kHandle]).then(this[kCloseResolve], this[kCloseReject]);
  }
}

// close waits for those who use the handle: at least the file is closed after they are done.
function close() {
  if (this[kFd] === -1) return Promise.resolve();
  if (this[kClosePromise]) return this[kClosePromise];
  this[kRefs]--;
  if (this[kRefs] === 0) {
    this[kFd] = -1;
    this[kClosePromise] = over(this, Handle.close(this[kHandle]));
  } else {
    const waiting = new Promise((resolve, reject) => {
      hidden(this, kCloseResolve, resolve);
      hidden(this, kCloseReject, reject);
    });
    this[kClosePromise] = over(this, waiting);
  }
  this.emit('close');
  return this[kClosePromise];
}

const hidden = (handle, key, value) => Object.defineProperty(handle, key, { value, configurable: true, writable: true });

const over = (handle, promise) => promiseFinally(promise, () => { handle[kClosePromise] = undefined; });

// use runs fn on an open handle and keeps it open meanwhile.
async function use(fn, handle, ...args) {
  if (handle?.[kHandle] === undefined) {
    throw Object.assign(new Error('handle must be an instance of FileHandle'), { code: 'ERR_INTERNAL_ASSERTION' });
  }
  if (handle.fd === -1) {
    const err = new Error('file closed');
    err.code = 'EBADF';
    err.syscall = fn.syscall ?? fn.name;
    throw err;
  }
  try {
    handle[kRef]();
    return await fn(handle, ...args);
  } finally {
    handle[kUnref]();
  }
}

// call makes a function that is one system call on the descriptor.
function call(name, prepare) {
  return Object.assign(async (handle) => answer(native[name], [handle.fd, ...prepare()]), { syscall: name });
}

async function stat(handle, options) {
  return statsOf(await answer(native.fstat, [handle.fd, Boolean(options?.bigint)]));
}
stat.syscall = 'fstat';

// ---- reading

async function read(handle, bufferOrParams, offset, length, position) {
  let buffer = bufferOrParams;
  if (!ArrayBuffer.isView(buffer)) {
    // (handle, options)
    if (bufferOrParams !== undefined) validateObject(bufferOrParams, 'options', require('internal/validators').kValidateObjectAllowNullable);
    ({ buffer = Buffer.alloc(16384), offset = 0, length = buffer.byteLength - offset, position = null } = bufferOrParams ?? kEmptyObject);
    checkView(buffer);
  } else if (offset !== null && typeof offset === 'object') {
    // (handle, buffer, options)
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
  }
  length ??= buffer.byteLength - (offset ?? 0);
  const part = readPart(buffer, offset, length, position);
  if (part === null) return { __proto__: null, bytesRead: 0, buffer };
  const bytesRead = (await answer(native.read, [handle.fd, buffer, ...part])) || 0;
  return { __proto__: null, bytesRead, buffer };
}

async function readv(handle, buffers, position) {
  checkViews(buffers);
  if (typeof position !== 'number') position = null;
  const bytesRead = (await answer(native.readv, [handle.fd, buffers, position])) || 0;
  return { __proto__: null, bytesRead, buffers };
}

async function readFile(handle, options) {
  options = getOptions(options, { flag: 'r' });
  const { bytesOrText, decoding } = require('internal/fs/whole');
  const { signal } = options;
  if (signal?.aborted) throw abortError(signal);
  const check = signal ? () => (signal.aborted ? abortError(signal) : undefined) : undefined;
  return bytesOrText(await answer(native.readFile, [handle.fd, 0, decoding(options.encoding), check]));
}

const abortError = (signal) => new AbortError(undefined, { cause: signal.reason });

// ---- writing

async function write(handle, buffer, offsetOrOptions, length, position) {
  if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
  let offset = offsetOrOptions;
  if (ArrayBuffer.isView(buffer)) {
    if (typeof offset === 'object') ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? kEmptyObject);
    const part = writePart(buffer, offset, length);
    if (typeof position !== 'number') position = null;
    const bytesWritten = (await answer(native.write, [handle.fd, buffer, ...part, position])) || 0;
    return { __proto__: null, bytesWritten, buffer };
  }
  checkText(buffer);
  validateEncoding(buffer, length);
  const bytesWritten = (await answer(native.writeString,
    [handle.fd, buffer, typeof offset === 'number' ? offset : null, encodingName(length)])) || 0;
  return { __proto__: null, bytesWritten, buffer };
}

async function writev(handle, buffers, position) {
  checkViews(buffers);
  if (typeof position !== 'number') position = null;
  if (buffers.length === 0) return { __proto__: null, bytesWritten: 0, buffers };
  const bytesWritten = (await answer(native.writev, [handle.fd, buffers, position])) || 0;
  return { __proto__: null, bytesWritten, buffers };
}

const isIterable = (value) => require('internal/streams/utils').isIterable(value) && typeof value !== 'string' && !ArrayBuffer.isView(value);

async function writeFile(handle, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w' });
  if (!isIterable(data)) checkText(data, 'data');
  await writeAll(handle, data, options.signal, options.encoding || 'utf8');
}

// writeAll writes data, or what an iterable yields, at the current position.
async function writeAll(handle, data, signal, encoding) {
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  const check = () => {
    if (signal?.aborted) throw abortError(signal);
  };
  check();
  const put = (chunk) => {
    checkText(chunk, 'data');
    return answer(native.writeAll, [handle.fd, chunk, null, encodingName(encoding)]);
  };
  if (!isIterable(data)) {
    await put(data);
    check();
    return;
  }
  await drive(function*() {
    yield* each(data, function* (chunk) {
      check();
      yield awaiting(put(chunk));
      check();
    });
  }());
}

async function open(path, flags, mode) {
  path = getPath(path);
  const bits = getFlags(flags);
  mode = getMode(mode, 'mode', 0o666);
  return new FileHandle(await answer(native.open, [path, bits, mode]));
}

module.exports = { FileHandle, abortError, isIterable, kFd, kHandle, kRef, kRefs, kUnref, open };
