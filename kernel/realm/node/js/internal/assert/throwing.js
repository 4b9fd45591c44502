'use strict';
// assert.throws and its kin: what a function throws, or a promise is rejected with, against what is expected.

const { inspect } = require('internal/inspect');
const { AssertionError } = require('internal/assert/error');
const { codes } = require('internal/errors');
const { isNativeError, isPromise, isRegExp } = require('internal/types');
const { validateFunction } = require('internal/validators');

const { ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE } = codes;

const nothing = Symbol('nothing was thrown');
const isObject = (value) => typeof value === 'object' && value !== null;
const isError = (value) => isNativeError(value) || value instanceof Error;
const matches = (expression, text) => RegExp.prototype.exec.call(expression, text) !== null;
const like = (isRejection) => (isRejection ? 'rejection' : 'exception');

function failWith(options) {
  if (isError(options.message)) throw options.message;
  throw new AssertionError(options);
}

function thrownBy(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (err) {
    return err;
  }
  return nothing;
}

const promiseLike = (value) => isPromise(value) || (isObject(value) && typeof value.then === 'function' && typeof value.catch === 'function');

async function rejectionOf(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!promiseLike(promise)) throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
  } else if (!promiseLike(promiseFn)) {
    throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (err) {
    return err;
  }
  return nothing;
}

// Members is an object with the properties that are compared, to be shown.
function members(holder, keys, actual) {
  const made = new Comparison();
  for (const key of keys) {
    if (!(key in holder)) continue;
    const fits = actual !== undefined && typeof actual[key] === 'string' && isRegExp(holder[key]) && matches(holder[key], actual[key]);
    made[key] = fits ? actual[key] : holder[key];
  }
  return made;
}

class Comparison {}

// An Expectation is one call of throws, rejects and so on: fn is the function the program called.
class Expectation {
  constructor(fn, isRejection, diff) {
    this.fn = fn;
    this.isRejection = isRejection;
    this.diff = diff;
  }

  error(options) {
    return new AssertionError({ operator: this.fn.name, stackStartFn: this.fn, diff: this.diff, ...options });
  }

  // expects is throws() once it is known what was thrown.
  expects(actual, ...rest) {
    let [error, message] = rest;
    if (typeof error === 'string') {
      if (rest.length === 2) throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
      if (isObject(actual) ? actual.message === error : actual === error) {
        throw new ERR_AMBIGUOUS_ARGUMENT('error/message',
          `The error ${isObject(actual) ? `message "${actual.message}"` : `"${actual}"`} is identical to the message.`);
      }
      message = error;
      error = undefined;
    } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
    }
    if (actual === nothing) {
      const details = `${error?.name ? ` (${error.name})` : ''}${message ? `: ${message}` : '.'}`;
      failWith({ actual: undefined, expected: error, operator: this.fn.name, stackStartFn: this.fn, diff: this.diff,
        message: `Missing expected ${like(this.isRejection)}${details}` });
    }
    if (error) this.compare(actual, error, message);
  }

  compare(actual, expected, message) {
    if (isRegExp(expected)) this.expression(actual, expected, message);
    else if (typeof expected !== 'function') this.object(actual, expected, message);
    else if (expected.prototype !== undefined && actual instanceof expected) return;
    else if (Error.isPrototypeOf(expected)) this.wrongClass(actual, expected, message);
    else this.validate(actual, expected, message);
  }

  fail(actual, expected, message, generated) {
    const err = this.error({ actual, expected, message: message || generated });
    err.generatedMessage = !message;
    throw err;
  }

  expression(actual, expected, message) {
    const text = String(actual);
    if (matches(expected, text)) return;
    this.fail(actual, expected, message, `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`);
  }

  wrongClass(actual, expected, message) {
    const got = isError(actual) ? `"${actual.name}"\n\nError message:\n\n${actual.message}` : `"${inspect(actual, { depth: -1 })}"`;
    this.fail(actual, expected, message, `The error is expected to be an instance of "${expected.name}". Received ${got}`);
  }

  validate(actual, expected, message) {
    const answer = Reflect.apply(expected, {}, [actual]);
    if (answer === true) return;
    const name = expected.name ? `"${expected.name}" ` : '';
    const caught = isError(actual) ? `\n\nCaught error:\n\n${inspect(actual)}` : '';
    this.fail(actual, expected, message, `The ${name}validation function is expected to return "true". Received ${inspect(answer)}${caught}`);
  }

  // object compares the members that expected has.
  object(actual, expected, message) {
    if (!isObject(actual)) {
      const err = this.error({ actual, expected, message, operator: 'deepStrictEqual' });
      err.operator = this.fn.name;
      throw err;
    }
    const keys = Object.keys(expected);
    if (expected instanceof Error) keys.push('name', 'message');
    else if (keys.length === 0) throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
    for (const key of keys) {
      if (typeof actual[key] === 'string' && isRegExp(expected[key]) && matches(expected[key], actual[key])) continue;
      this.member(actual, expected, key, message, keys);
    }
  }

  member(actual, expected, key, message, keys) {
    const { isDeepStrictEqual } = require('internal/comparisons');
    if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
    if (message) failWith({ actual, expected, message, operator: this.fn.name, stackStartFn: this.fn, diff: this.diff });
    const err = this.error({ actual: members(actual, keys), expected: members(expected, keys, actual), operator: 'deepStrictEqual' });
    err.actual = actual;
    err.expected = expected;
    err.operator = this.fn.name;
    throw err;
  }

  // expectsNone is doesNotThrow() once it is known what was thrown.
  expectsNone(actual, error, message) {
    if (actual === nothing) return;
    if (typeof error === 'string') {
      message = error;
      error = undefined;
    }
    if (error && !matchesError(actual, error)) throw actual;
    failWith({ actual, expected: error, operator: this.fn.name, stackStartFn: this.fn, diff: this.diff,
      message: `Got unwanted ${like(this.isRejection)}${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"` });
  }
}

function matchesError(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return matches(expected, String(actual));
    throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Error.isPrototypeOf(expected)) return false;
  return Reflect.apply(expected, {}, [actual]) === true;
}

module.exports = { Expectation, failWith, isError, rejectionOf, thrownBy };
