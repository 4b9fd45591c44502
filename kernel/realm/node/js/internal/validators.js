'use strict';
// The argument checks that Node's modules share. Each throws Node's error or returns nothing, unless it says otherwise.

const {
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
  ERR_INVALID_THIS,
  ERR_OUT_OF_RANGE,
  ERR_SOCKET_BAD_PORT,
  ERR_UNKNOWN_SIGNAL,
} = require('internal/errors').codes;

const wrongType = (name, expected, value) => { throw new ERR_INVALID_ARG_TYPE(name, expected, value); };

const isInt32 = (value) => value === (value | 0);
const isUint32 = (value) => value === (value >>> 0);

function validateString(value, name) {
  if (typeof value !== 'string') wrongType(name, 'string', value);
}

function validateStringWithoutNullBytes(value, name) {
  validateString(value, name);
  if (value.includes('\u0000')) throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a string without null bytes');
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean') wrongType(name, 'boolean', value);
}

function validateFunction(value, name) {
  if (typeof value !== 'function') wrongType(name, 'Function', value);
}

function validatePlainFunction(value, name) {
  if (typeof value !== 'function' || require('internal/types').isAsyncFunction(value)) wrongType(name, 'Function', value);
}

function validateUndefined(value, name) {
  if (value !== undefined) wrongType(name, 'undefined', value);
}

function validateNumber(value, name, min = undefined, max = undefined) {
  if (typeof value !== 'number') wrongType(name, 'number', value);
  const bounded = min != null || max != null;
  if (!(bounded && Number.isNaN(value)) && !(min != null && value < min) && !(max != null && value > max)) return;
  const range = [min == null ? '' : `>= ${min}`, max == null ? '' : `<= ${max}`].filter(Boolean).join(' && ');
  throw new ERR_OUT_OF_RANGE(name, range, value);
}

function whole(value, name, min, max) {
  if (typeof value !== 'number') wrongType(name, 'number', value);
  if (!Number.isInteger(value)) throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  if (value < min || value > max) throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
}

function validateInteger(value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
  whole(value, name, min, max);
}

function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  whole(value, name, min, max);
}

function validateUint32(value, name, positive = false) {
  whole(value, name, positive ? 1 : 0, 4294967295);
}

// parseFileMode returns the number of a mode given as number or octal string.
function parseFileMode(value, name, fallback) {
  value ??= fallback;
  if (typeof value === 'string') {
    if (!/^[0-7]+$/.test(value)) {
      throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a 32-bit unsigned integer or an octal string');
    }
    value = Number.parseInt(value, 8);
  }
  validateUint32(value, name);
  return value + 0;
}

function validateOneOf(value, name, allowed) {
  if (allowed.includes(value)) return;
  const names = allowed.map((one) => (typeof one === 'string' ? `'${one}'` : String(one))).join(', ');
  throw new ERR_INVALID_ARG_VALUE(name, value, `must be one of: ${names}`);
}

function validateUnion(value, name, union) {
  if (!union.includes(value)) wrongType(name, `('${union.join('|')}')`, value);
}

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1;
const kValidateObjectAllowArray = 2;
const kValidateObjectAllowFunction = 4;

function validateObject(value, name, allow = kValidateObjectNone) {
  const ok = value === null ? allow & kValidateObjectAllowNullable :
    Array.isArray(value) ? allow & kValidateObjectAllowArray :
      typeof value === 'function' ? allow & kValidateObjectAllowFunction : typeof value === 'object';
  if (!ok) wrongType(name, 'Object', value);
}

// validateDictionary takes what Web IDL calls a dictionary: undefined, null, any object.
function validateDictionary(value, name) {
  if (value != null && typeof value !== 'object' && typeof value !== 'function') wrongType(name, 'a dictionary', value);
}

function validateArray(value, name, minLength = 0) {
  if (!Array.isArray(value)) wrongType(name, 'Array', value);
  if (value.length < minLength) throw new ERR_INVALID_ARG_VALUE(name, value, `must have a length of at least ${minLength}`);
}

function arrayOf(type) {
  return (value, name) => {
    validateArray(value, name);
    for (let i = 0; i < value.length; i++) {
      if (typeof value[i] !== type) wrongType(`${name}[${i}]`, type, value[i]);
    }
  };
}

const validateStringArray = arrayOf('string');
const validateBooleanArray = arrayOf('boolean');

function validateAbortSignal(signal, name) {
  if (signal === undefined) return;
  if (signal === null || typeof signal !== 'object' || !('aborted' in signal)) wrongType(name, 'AbortSignal', signal);
}

function validateAbortSignalArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    if (value[i] == null) wrongType(`${name}[${i}]`, 'AbortSignal', value[i]);
    validateAbortSignal(value[i], `${name}[${i}]`);
  }
}

function validateSignalName(signal, name = 'signal') {
  validateString(signal, name);
  const { signals } = require('os').constants;
  if (signals[signal] !== undefined) return;
  const hint = signals[signal.toUpperCase()] === undefined ? '' : ' (signals must use all capital letters)';
  throw new ERR_UNKNOWN_SIGNAL(signal + hint);
}

function validateBuffer(buffer, name = 'buffer') {
  if (!ArrayBuffer.isView(buffer)) wrongType(name, ['Buffer', 'TypedArray', 'DataView'], buffer);
}

function validateEncoding(data, encoding) {
  const { length } = data;
  if (String(encoding).toLowerCase() === 'hex' && length % 2 !== 0) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, `is invalid for data of length ${length}`);
  }
}

// validatePort returns the port as a number.
function validatePort(port, name = 'Port', allowZero = true) {
  const text = typeof port === 'string' && port.trim().length > 0;
  if ((typeof port !== 'number' && !text) || +port !== (+port >>> 0) || port > 0xFFFF || (+port === 0 && !allowZero)) {
    throw new ERR_SOCKET_BAD_PORT(name, port, allowZero);
  }
  return port | 0;
}

function validateThisInternalField(object, field, className) {
  if (typeof object !== 'object' || object === null || !Object.hasOwn(object, field)) throw new ERR_INVALID_THIS(className);
}

// RFC 8288, section 3: a reference in angle brackets, then parameters.
const linkValue = /^(?:<[^>\r\n]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;
const linkReason = 'must be an array or string of format "</styles.css>; rel=preload; as=style"';

// validateLinkHeaderValue returns the hints as one header value.
function validateLinkHeaderValue(hints) {
  const all = typeof hints === 'string' ? [hints] : hints;
  if (!Array.isArray(all)) throw new ERR_INVALID_ARG_VALUE('hints', hints, linkReason);
  for (const link of all) {
    if (link === undefined || !linkValue.test(link)) throw new ERR_INVALID_ARG_VALUE('hints', link, linkReason);
  }
  return all.join(', ');
}

// validateFiniteNumber reports whether there is a number at all: undefined and NaN count as none.
function validateFiniteNumber(number, name) {
  if (number === undefined || Number.isNaN(number)) return false;
  if (Number.isFinite(number)) return true;
  validateNumber(number, name);
  throw new ERR_OUT_OF_RANGE(name, 'a finite number', number);
}

function checkRangesOrGetDefault(number, name, lower, upper, fallback) {
  if (!validateFiniteNumber(number, name)) return fallback;
  if (number < lower || number > upper) throw new ERR_OUT_OF_RANGE(name, `>= ${lower} and <= ${upper}`, number);
  return number;
}

module.exports = {
  checkRangesOrGetDefault,
  isInt32,
  isUint32,
  kValidateObjectAllowArray,
  kValidateObjectAllowFunction,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects: kValidateObjectAllowArray | kValidateObjectAllowFunction,
  kValidateObjectAllowObjectsAndNull: kValidateObjectAllowNullable | kValidateObjectAllowArray | kValidateObjectAllowFunction,
  kValidateObjectNone,
  parseFileMode,
  validateAbortSignal,
  validateAbortSignalArray,
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateBuffer,
  validateDictionary,
  validateEncoding,
  validateFiniteNumber,
  validateFunction,
  validateInt32,
  validateInteger,
  validateLinkHeaderValue,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePlainFunction,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateStringWithoutNullBytes,
  validateThisInternalField,
  validateUint32,
  validateUndefined,
  validateUnion,
};
