'use strict';
// What the functions of fs are given, checked and brought into the form the system calls take.

const { Buffer } = require('buffer');
const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } = require('internal/errors').codes;
const {
  parseFileMode, validateAbortSignal, validateBoolean, validateFunction, validateInt32, validateInteger, validateObject,
  validateUint32,
} = require('internal/validators');
const { isDate, isUint8Array } = require('internal/types');
const { toPathIfFileURL } = require('internal/url');
const { webTypeError } = require('internal/shape');
const constants = require('internal/fs/constants');

// ---- paths and descriptors

function checkPath(path, name = 'path') {
  if (typeof path !== 'string' && !isUint8Array(path)) throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], path);
  const clean = typeof path === 'string' ? !path.includes('\u0000') : !path.includes(0);
  if (!clean) throw new ERR_INVALID_ARG_VALUE(name, path, 'must be a string, Uint8Array, or URL without null bytes');
  return path;
}

// getPath returns the path as string or bytes.
function getPath(path, name = 'path') {
  return checkPath(typeof path === 'string' ? path : toPathIfFileURL(path), name);
}

function getFd(fd) {
  if (Object.is(fd, -0)) return 0;
  validateInt32(fd, 'fd', 0);
  return fd;
}

// ---- options

const emptyOptions = Object.freeze({});

function checkEncoding(encoding) {
  if (encoding && !Buffer.isEncoding(encoding)) throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
}

// getOptions reads options that may also be an encoding, or a callback, which means none.
function getOptions(options, defaults = emptyOptions) {
  if (options == null || typeof options === 'function') return defaults;
  if (typeof options === 'string') options = { ...defaults, encoding: options };
  else if (typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  if (options.encoding !== 'buffer') checkEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  return options;
}

// copyObject also takes what is inherited, as an options object may.
function copyObject(source) {
  const target = {};
  for (const key in source) target[key] = source[key];
  return target;
}

const flagNames = new Map();

function addFlags(bits, ...names) {
  for (const name of names) flagNames.set(name, bits);
}

const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY } = constants;
addFlags(O_RDONLY, 'r');
addFlags(O_RDONLY | O_SYNC, 'rs', 'sr');
addFlags(O_RDWR, 'r+');
addFlags(O_RDWR | O_SYNC, 'rs+', 'sr+');
addFlags(O_TRUNC | O_CREAT | O_WRONLY, 'w');
addFlags(O_TRUNC | O_CREAT | O_WRONLY | O_EXCL, 'wx', 'xw');
addFlags(O_TRUNC | O_CREAT | O_RDWR, 'w+');
addFlags(O_TRUNC | O_CREAT | O_RDWR | O_EXCL, 'wx+', 'xw+');
addFlags(O_APPEND | O_CREAT | O_WRONLY, 'a');
addFlags(O_APPEND | O_CREAT | O_WRONLY | O_EXCL, 'ax', 'xa');
addFlags(O_APPEND | O_CREAT | O_WRONLY | O_SYNC, 'as', 'sa');
addFlags(O_APPEND | O_CREAT | O_RDWR, 'a+');
addFlags(O_APPEND | O_CREAT | O_RDWR | O_EXCL, 'ax+', 'xa+');
addFlags(O_APPEND | O_CREAT | O_RDWR | O_SYNC, 'as+', 'sa+');

// getFlags returns the bits of open(2).
function getFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags == null) return O_RDONLY;
  const bits = flagNames.get(flags);
  if (bits === undefined) throw new ERR_INVALID_ARG_VALUE(name, flags);
  return bits;
}

const getMode = parseFileMode;

// getAccessMode checks the mode of access and copyFile, as the system's own check words it.
function getAccessMode(mode) {
  if (mode == null) return 0;
  if (typeof mode !== 'number') throw webTypeError('mode must be int32 or null/undefined');
  mode = Math.trunc(mode);
  if (mode < 0 || mode > 7) throw Object.assign(new RangeError('mode is out of range: >= 0 && <= 7'), { code: 'ERR_OUT_OF_RANGE' });
  return mode;
}

function getTime(time, name = 'time') {
  if (typeof time === 'string' && +time == time) return +time; // eslint-disable-line eqeqeq
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (isDate(time)) return time.getTime() / 1000;
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

function getOwner(id, name) {
  validateInteger(id, name, -1, 4294967295);
  return id;
}

function getLinkType(type) {
  if (type == null) return '';
  if (type === 'dir' || type === 'file' || type === 'junction') return type;
  const choice = "must be one of: 'dir', 'file', 'junction', null, undefined";
  throw new ERR_INVALID_ARG_VALUE('type', type, choice);
}

// ---- buffers

function checkView(buffer, name = 'buffer') {
  if (!ArrayBuffer.isView(buffer)) throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], buffer);
}

function checkText(value, name = 'buffer') {
  if (typeof value !== 'string' && !ArrayBuffer.isView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  }
}

function checkViews(buffers) {
  if (!Array.isArray(buffers) || !buffers.every(ArrayBuffer.isView)) {
    throw new ERR_INVALID_ARG_TYPE('buffers', 'ArrayBufferView[]', buffers);
  }
}

// checkPart checks that offset and length lie inside a buffer.
function checkPart(offset, length, size) {
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > size) throw new ERR_OUT_OF_RANGE('length', `<= ${size - offset}`, length);
}

function checkWrite(offset, length, size) {
  if (offset > size) throw new ERR_OUT_OF_RANGE('offset', `<= ${size}`, offset);
  if (length > size - offset) throw new ERR_OUT_OF_RANGE('length', `<= ${size - offset}`, length);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInt32(length, 'length', 0);
}

// getPosition returns where to read or write, null for the current position.
function getPosition(position, length = 0) {
  if (position == null) return null;
  if (typeof position === 'number') {
    validateInteger(position, 'position', -1);
  } else if (typeof position === 'bigint') {
    const most = 2n ** 63n - 1n - BigInt(length);
    if (position < -1n || position > most) throw new ERR_OUT_OF_RANGE('position', `>= -1 && <= ${most}`, position);
    position = Number(position);
  } else {
    throw new ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], position);
  }
  return position < 0 ? null : position;
}

// ---- callbacks

function makeCallback(callback) {
  validateFunction(callback, 'cb');
  return callback;
}

// ---- removal

function checkRmOptions(options, defaults) {
  const all = { ...defaults, ...options };
  validateObject(options ?? {}, 'options');
  if (all.force !== undefined) validateBoolean(all.force, 'options.force');
  validateBoolean(all.recursive, 'options.recursive');
  validateInt32(all.retryDelay, 'options.retryDelay', 0);
  validateUint32(all.maxRetries, 'options.maxRetries');
  return all;
}

module.exports = {
  checkEncoding, checkPart, checkPath, checkRmOptions, checkText, checkView, checkViews, checkWrite, copyObject,
  emptyOptions, getAccessMode, getFd, getFlags, getLinkType, getMode, getOptions, getOwner, getPath, getPosition, getTime,
  makeCallback,
};
