'use strict';
// open, close, read and write: the functions on descriptors whose arguments come in many shapes.

const native = require('internal/fs/native');
const { Buffer } = require('buffer');
const { ERR_INVALID_ARG_VALUE } = require('internal/errors').codes;
const { kValidateObjectAllowNullable, validateEncoding, validateInteger, validateObject } = require('internal/validators');
const { kArgumentNames } = require('internal/promisify');
const { kEmptyObject } = require('internal/shape');
const args = require('internal/fs/arguments');

const { checkPart, checkText, checkView, checkViews, checkWrite, getFd, getFlags, getMode, getPath, getPosition, makeCallback } = args;

const defaultMode = 0o666;

function open(path, flags, mode, callback) {
  path = getPath(path);
  if (arguments.length < 3) {
    callback = flags;
    flags = 'r';
    mode = defaultMode;
  } else if (typeof mode === 'function') {
    callback = mode;
    mode = defaultMode;
  } else {
    mode = getMode(mode, 'mode', defaultMode);
  }
  const bits = getFlags(flags);
  native.open(makeCallback(callback), path, bits, mode);
}

function openSync(path, flags, mode) {
  return native.open(undefined, getPath(path), getFlags(flags), getMode(mode, 'mode', defaultMode));
}

const rethrow = (err) => {
  if (err) throw err;
};

function close(fd, callback = rethrow) {
  if (callback !== rethrow) makeCallback(callback);
  native.close(callback, getFd(fd));
}

function closeSync(fd) {
  native.close(undefined, getFd(fd));
}

// ---- reading

// part brings offset, length and position of a read into their final form; null if there is nothing to read.
function readPart(buffer, offset, length, position) {
  if (offset == null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length |= 0;
  if (length === 0) return null;
  if (buffer.byteLength === 0) throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
  checkPart(offset, length, buffer.byteLength);
  return [offset, length, getPosition(position, length)];
}

function options(given) {
  validateObject(given ?? kEmptyObject, 'options');
  return given ?? kEmptyObject;
}

// read(fd, buffer, offset, length, position, callback), or the last four before the callback in an object, which may
// also be the buffer's.
function read(fd, buffer, offset, length, position, callback) {
  fd = getFd(fd);
  if (arguments.length <= 4) {
    let given = kEmptyObject;
    if (arguments.length === 4) {
      // (fd, buffer, options, callback)
      given = options(offset);
      callback = length;
    } else if (arguments.length === 3) {
      // (fd, options, callback) or (fd, buffer, callback)
      if (!ArrayBuffer.isView(buffer)) {
        given = buffer;
        ({ buffer = Buffer.alloc(16384) } = options(given));
      }
      callback = offset;
    } else {
      callback = buffer;
      buffer = Buffer.alloc(16384);
    }
    ({ offset = 0, length = buffer?.byteLength - offset, position = null } = given ?? kEmptyObject);
  }
  checkView(buffer);
  makeCallback(callback);
  const part = readPart(buffer, offset, length, position);
  if (part === null) {
    process.nextTick(callback, null, 0, buffer);
    return;
  }
  native.read((err, bytesRead) => callback(err, bytesRead || 0, buffer), fd, buffer, ...part);
}

Object.defineProperty(read, kArgumentNames, { value: ['bytesRead', 'buffer'] });

function readSync(fd, buffer, offsetOrOptions, length, position) {
  checkView(buffer);
  fd = getFd(fd);
  let offset = offsetOrOptions;
  if (arguments.length <= 3 || (offsetOrOptions !== null && typeof offsetOrOptions === 'object')) {
    if (offsetOrOptions !== undefined) validateObject(offsetOrOptions, 'options', kValidateObjectAllowNullable);
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? kEmptyObject);
  }
  const part = readPart(buffer, offset, length, position);
  return part === null ? 0 : native.read(undefined, fd, buffer, ...part);
}

function readv(fd, buffers, position, callback) {
  fd = getFd(fd);
  checkViews(buffers);
  callback = makeCallback(callback || position);
  if (typeof position !== 'number') position = null;
  native.readv((err, read) => callback(err, read || 0, buffers), fd, buffers, position);
}

Object.defineProperty(readv, kArgumentNames, { value: ['bytesRead', 'buffers'] });

function readvSync(fd, buffers, position) {
  fd = getFd(fd);
  checkViews(buffers);
  return native.readv(undefined, fd, buffers, typeof position === 'number' ? position : null);
}

// ---- writing

function writePart(buffer, offset, length) {
  if (offset == null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  if (typeof length !== 'number') length = buffer.byteLength - offset;
  checkWrite(offset, length, buffer.byteLength);
  return [offset, length];
}

// write(fd, buffer, offset, length, position, callback) or write(fd, string, position, encoding, callback).
function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getFd(fd);
  let offset = offsetOrOptions;
  if (ArrayBuffer.isView(buffer)) {
    callback ||= position || length || offset;
    makeCallback(callback);
    if (typeof offset === 'object') ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? kEmptyObject);
    const part = writePart(buffer, typeof offset === 'function' ? 0 : offset, length);
    if (typeof position !== 'number') position = null;
    native.write((err, written) => callback(err, written || 0, buffer), fd, buffer, ...part, position);
    return;
  }
  checkText(buffer);
  if (typeof position !== 'function') {
    if (typeof offset === 'function') {
      position = offset;
      offset = null;
    } else {
      position = length;
    }
    length = 'utf8';
  }
  validateEncoding(buffer, length);
  callback = makeCallback(position);
  native.writeString((err, written) => callback(err, written || 0, buffer), fd, buffer,
    typeof offset === 'number' ? offset : null, encodingName(length));
}

Object.defineProperty(write, kArgumentNames, { value: ['bytesWritten', 'buffer'] });

const encodingName = (encoding) => require('internal/encodings').normalizeEncoding(encoding) ?? 'utf8';

function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getFd(fd);
  let offset = offsetOrOptions;
  if (ArrayBuffer.isView(buffer)) {
    if (position === undefined) position = null;
    if (typeof offset === 'object') ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? kEmptyObject);
    return native.write(undefined, fd, buffer, ...writePart(buffer, offset, length), typeof position === 'number' ? position : null);
  }
  checkText(buffer);
  validateEncoding(buffer, length);
  return native.writeString(undefined, fd, buffer, typeof offset === 'number' ? offset : null, encodingName(length));
}

function writev(fd, buffers, position, callback) {
  fd = getFd(fd);
  checkViews(buffers);
  callback = makeCallback(callback || position);
  if (buffers.length === 0) {
    process.nextTick(callback, null, 0, buffers);
    return;
  }
  if (typeof position !== 'number') position = null;
  native.writev((err, written) => callback(err, written || 0, buffers), fd, buffers, position);
}

Object.defineProperty(writev, kArgumentNames, { value: ['bytesWritten', 'buffers'] });

function writevSync(fd, buffers, position) {
  fd = getFd(fd);
  checkViews(buffers);
  if (buffers.length === 0) return 0;
  return native.writev(undefined, fd, buffers, typeof position === 'number' ? position : null);
}

module.exports = {
  close, closeSync, encodingName, open, openSync, read, readPart, readSync, readv, readvSync, write,
  writePart, writeSync, writev, writevSync,
};
