'use strict';
// What needs chance.

const native = require('internal/crypto/native');
const { Buffer, kMaxLength } = require('buffer');
const { codes } = require('internal/errors');
const { isAnyArrayBuffer, isFloat32Array, isFloat64Array, isTypedArray } = require('internal/types');
const { validateBoolean, validateFunction, validateInt32, validateNumber, validateObject } = require('internal/validators');

const { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = codes;

const mostBytes = Math.min(2147483647, kMaxLength);

// An offset or size is given in elements; what is returned is in bytes.
function offsetOf(offset, elementSize, length) {
  validateNumber(offset, 'offset');
  const bytes = offset * elementSize;
  const most = Math.min(length, mostBytes);
  if (Number.isNaN(bytes) || bytes > most || bytes < 0) throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${most}`, bytes);
  return bytes >>> 0;
}

function sizeOf(size, elementSize, offset, length) {
  validateNumber(size, 'size');
  const bytes = size * elementSize;
  if (Number.isNaN(bytes) || bytes > mostBytes || bytes < 0) throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${mostBytes}`, bytes);
  if (bytes + offset > length) throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, bytes + offset);
  return bytes >>> 0;
}

function part(buf, offset, size) {
  return ArrayBuffer.isView(buf) ? new Uint8Array(buf.buffer, buf.byteOffset + offset, size) : new Uint8Array(buf, offset, size);
}

function validateTarget(buf) {
  if (!isAnyArrayBuffer(buf) && !ArrayBuffer.isView(buf)) throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buf);
}

function randomFillSync(buf, offset = 0, size) {
  validateTarget(buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  offset = offsetOf(offset, elementSize, buf.byteLength);
  size = size === undefined ? buf.byteLength - offset : sizeOf(size, elementSize, offset, buf.byteLength);
  if (size > 0) native.fill(undefined, part(buf, offset, size));
  return buf;
}

function randomFill(buf, offset, size, callback) {
  validateTarget(buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  if (typeof offset === 'function') {
    callback = offset;
    offset = 0;
    size = buf.length ?? buf.byteLength;
  } else if (typeof size === 'function') {
    callback = size;
    size = (buf.length ?? buf.byteLength) - offset;
  } else {
    validateFunction(callback, 'callback');
  }
  offset = offsetOf(offset, elementSize, buf.byteLength);
  size = size === undefined ? buf.byteLength - offset : sizeOf(size, elementSize, offset, buf.byteLength);
  if (size === 0) {
    callback(null, buf);
    return;
  }
  native.fill((err) => (err ? callback(err) : callback(null, buf)), part(buf, offset, size));
}

function randomBytes(size, callback) {
  validateNumber(size, 'size');
  if (Number.isNaN(size) || size > mostBytes || size < 0) throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${mostBytes}`, size);
  size >>>= 0;
  if (callback !== undefined) validateFunction(callback, 'callback');
  const buf = Buffer.from(new ArrayBuffer(size));
  if (callback === undefined) return randomFillSync(buf);
  randomFill(buf.buffer, 0, size, (err) => (err ? callback(err) : callback(null, buf)));
}

// ---- whole numbers: six bytes each, out of a store that is filled now and then

const range = 0xFFFFFFFFFFFF;
const store = Buffer.alloc(6 * 1024);
let used = store.length;
let filling;

const limitOf = (span) => range - (range % span);

// take returns a number below span, undefined if the store runs dry.
function take(span) {
  const limit = limitOf(span);
  while (used < store.length) {
    const x = store.readUIntBE(used, 6);
    used += 6;
    if (x < limit) return x % span;
  }
  return undefined;
}

function randomInt(min, max, callback) {
  const minNotSpecified = max === undefined || typeof max === 'function';
  if (minNotSpecified) {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min) throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  const span = max - min;
  if (!(span <= range)) throw new ERR_OUT_OF_RANGE(minNotSpecified ? 'max' : 'max - min', `<= ${range}`, span);
  let n = take(span);
  if (callback === undefined) {
    while (n === undefined) {
      randomFillSync(store);
      used = 0;
      n = take(span);
    }
    return n + min;
  }
  if (n !== undefined) process.nextTick(callback, undefined, n + min);
  else wait(span, min, callback);
}

// wait answers when the store has been filled.
function wait(span, min, callback) {
  if (filling) {
    filling.push([span, min, callback]);
    return;
  }
  filling = [[span, min, callback]];
  randomFill(store, (err) => {
    const tasks = filling;
    filling = undefined;
    if (!err) used = 0;
    for (const [s, m, done] of tasks) {
      if (err) {
        done(err);
        continue;
      }
      const n = take(s);
      if (n === undefined) wait(s, m, done);
      else done(undefined, n + m);
    }
  });
}

// ---- UUIDs

const hex = (bytes, from, to) => bytes.toString('hex', from, to);
const dashed = (b) => `${hex(b, 0, 4)}-${hex(b, 4, 6)}-${hex(b, 6, 8)}-${hex(b, 8, 10)}-${hex(b, 10, 16)}`;

function cacheOption(options) {
  if (options !== undefined) validateObject(options, 'options');
  if (options?.disableEntropyCache !== undefined) validateBoolean(options.disableEntropyCache, 'options.disableEntropyCache');
}

// RFC 9562, sections 5.4 and 5.7.
function randomUUID(options) {
  cacheOption(options);
  const b = randomBytes(16);
  b[6] = (b[6] & 0x0F) | 0x40;
  b[8] = (b[8] & 0x3F) | 0x80;
  return dashed(b);
}

function randomUUIDv7(options) {
  cacheOption(options);
  const b = randomBytes(16);
  b.writeUIntBE(Date.now(), 0, 6);
  b[6] = (b[6] & 0x0F) | 0x70;
  b[8] = (b[8] & 0x3F) | 0x80;
  return dashed(b);
}

// getRandomValues of the web: integers only, 65536 bytes at most.
function getRandomValues(array) {
  const exception = (message, name) => new (require('internal/domexception').DOMException)(message, name);
  if (!isTypedArray(array) || isFloat32Array(array) || isFloat64Array(array) || array[Symbol.toStringTag] === 'Float16Array') {
    throw exception('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  }
  if (array.byteLength > 65536) throw exception('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
  return randomFillSync(array);
}

// ---- primes

const big = (bytes) => BigInt(`0x${bytes.length === 0 ? '0' : Buffer.from(bytes).toString('hex')}`);

function bytesOfBig(value) {
  const text = value.toString(16);
  return Buffer.from(text.length % 2 ? `0${text}` : text, 'hex');
}

function number(value, name) {
  if (value === undefined) return undefined;
  if (typeof value === 'bigint') {
    if (value < 0) throw new ERR_OUT_OF_RANGE(name, '>= 0', value);
    return bytesOfBig(value);
  }
  if (!isAnyArrayBuffer(value) && !ArrayBuffer.isView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'], value);
  }
  return value;
}

function primeArguments(size, options) {
  validateInt32(size, 'size', 1);
  validateObject(options, 'options');
  const { safe = false, bigint = false, add, rem } = options;
  validateBoolean(safe, 'options.safe');
  validateBoolean(bigint, 'options.bigint');
  return { args: [size, safe, number(add, 'options.add'), number(rem, 'options.rem')], form: (b) => (bigint ? big(b) : b) };
}

function generatePrimeSync(size, options = {}) {
  const { args, form } = primeArguments(size, options);
  return form(native.prime(undefined, ...args));
}

function generatePrime(size, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  validateFunction(callback, 'callback');
  const { args, form } = primeArguments(size, options);
  native.prime((err, value) => (err ? callback(err) : callback(undefined, form(value))), ...args);
}

function candidateOf(candidate, options) {
  const types = ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'];
  const bytes = typeof candidate === 'bigint' ? number(candidate, 'candidate') : candidate;
  if (!isAnyArrayBuffer(bytes) && !ArrayBuffer.isView(bytes)) throw new ERR_INVALID_ARG_TYPE('candidate', types, candidate);
  validateObject(options, 'options');
  const { checks = 0 } = options;
  validateInt32(checks, 'options.checks', 0);
  return [bytes, checks];
}

const checkPrimeSync = (candidate, options = {}) => native.checkPrime(undefined, ...candidateOf(candidate, options));

function checkPrime(candidate, options = {}, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  validateFunction(callback, 'callback');
  native.checkPrime((err, value) => (err ? callback(err) : callback(undefined, value)), ...candidateOf(candidate, options));
}


function timingSafeEqual(buf1, buf2) {
  const check = (buf, name) => {
    if (isAnyArrayBuffer(buf) || ArrayBuffer.isView(buf)) return;
    throw Object.assign(new TypeError(`The "${name}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`),
      { code: 'ERR_INVALID_ARG_TYPE' });
  };
  check(buf1, 'buf1');
  check(buf2, 'buf2');
  if (buf1.byteLength !== buf2.byteLength) {
    throw Object.assign(new RangeError('Input buffers must have the same byte length'), { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' });
  }
  return native.timingSafeEqual(undefined, buf1, buf2);
}

module.exports = {
  checkPrime, checkPrimeSync, generatePrime, generatePrimeSync, getRandomValues, randomBytes, randomFill, randomFillSync, randomInt,
  randomUUID, randomUUIDv7, timingSafeEqual,
};
