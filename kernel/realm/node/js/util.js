'use strict';

const errors = require('internal/errors');
const { format, formatWithOptions, inspect } = require('internal/inspect');
const { callbackify, deprecate, promisify } = require('internal/promisify');
const { debuglog } = require('internal/debuglog');
const { later } = require('internal/shape');
const uv = require('internal/uv');
const {
  validateBoolean,
  validateInteger,
  validateNumber,
  validateObject,
  validateOneOf,
  validateString,
} = require('internal/validators');

const { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = errors.codes;

function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  if (superCtor === undefined || superCtor === null) throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  if (superCtor.prototype === undefined) {
    throw new ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype);
  }
  Object.defineProperty(ctor, 'super_', { value: superCtor, writable: true, configurable: true });
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype);
}

function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  const keys = Object.keys(source);
  for (let i = keys.length - 1; i >= 0; i--) target[keys[i]] = source[keys[i]];
  return target;
}

function checkErrno(err) {
  validateNumber(err, 'err');
  if (err >= 0 || !Number.isSafeInteger(err)) throw new ERR_OUT_OF_RANGE('err', 'a negative integer', err);
}

function getSystemErrorName(err) {
  checkErrno(err);
  return uv.name(err);
}

function getSystemErrorMessage(err) {
  checkErrno(err);
  return uv.message(err);
}

function getSystemErrorMap() {
  return new Map(uv.errors());
}

// The escape sequences of ECMA-48: CSI, OSC with its text and terminator, and the short ones.
const escapes = new RegExp('[\\u001B\\u009B][[\\]()#;?]*' +
  '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?(?:\\u0007|\\u001B\\u005C|\\u009C))' +
  '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TZcf-nq-uy=><~]))', 'g');

function stripVTControlCharacters(str) {
  validateString(str, 'str');
  if (!str.includes('\u001B') && !str.includes('\u009B')) return str;
  return str.replace(escapes, '');
}

function toUSVString(input) {
  return internal.wellFormed(`${input}`);
}

function getCallSites(frameCount = 10, options) {
  if (options === undefined && typeof frameCount === 'object') {
    options = frameCount;
    frameCount = 10;
  }
  if (options !== undefined) {
    validateObject(options, 'options');
    if (options.sourceMap !== undefined) validateBoolean(options.sourceMap, 'options.sourceMap');
  }
  validateInteger(frameCount, 'frameCount', 1, 200);
  return internal.callSites(frameCount).map(([functionName, scriptName, lineNumber, columnNumber]) => (
    { functionName, scriptId: '0', scriptName, lineNumber, columnNumber, column: columnNumber }));
}

function convertProcessSignalToExitCode(signalCode) {
  const { signals } = require('os').constants;
  validateOneOf(signalCode, 'signalCode', Object.keys(signals));
  return 128 + signals[signalCode];
}

module.exports = {
  _errnoException: (...args) => new errors.ErrnoException(...args),
  _exceptionWithHostPort: (...args) => new errors.ExceptionWithHostPort(...args),
  _extend: deprecate(_extend, 'The `util._extend` API is deprecated. Please use Object.assign() instead.', 'DEP0060'),
  callbackify,
  convertProcessSignalToExitCode,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  styleText: (...args) => require('internal/style_text').styleText(...args),
  formatWithOptions,
  getCallSites,
  getSystemErrorMap,
  getSystemErrorName,
  getSystemErrorMessage,
  inherits,
  inspect,
  isArray: deprecate(Array.isArray, 'The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.', 'DEP0044'),
  isDeepStrictEqual(a, b, skipPrototype) {
    return require('internal/comparisons').isDeepStrictEqual(a, b, skipPrototype);
  },
  promisify,
  stripVTControlCharacters,
  toUSVString,
  get transferableAbortSignal() { return require('internal/abort_controller').transferableAbortSignal; },
  get transferableAbortController() { return require('internal/abort_controller').transferableAbortController; },
  get aborted() { return require('internal/abort_controller').aborted; },
  types: require('internal/types'),
  parseEnv(content) { return require('internal/dotenv').parseEnv(content); },
};

later(module.exports, 'internal/parse_args', 'parseArgs');
later(module.exports, 'internal/encoding', 'TextDecoder', 'TextEncoder');
later(module.exports, 'internal/mime', 'MIMEType', 'MIMEParams');
later(module.exports, 'internal/diff', 'diff');
module.exports.setTraceSigInt = errors.notImplemented('util.setTraceSigInt');
