'use strict';
// The module assert.

const { AssertionError } = require('internal/assert/error');
const { Expectation, failWith, isError, rejectionOf, thrownBy } = require('internal/assert/throwing');
const { expression } = require('internal/assert/expression');
const { codes, notImplemented } = require('internal/errors');
const { inspect } = require('internal/inspect');
const { isRegExp } = require('internal/types');
const { validateOneOf } = require('internal/validators');

const { ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } = codes;

const comparisons = () => require('internal/comparisons');

const sameValue = (a, b) => Object.is(a, b);
// eslint-disable-next-line eqeqeq
const looselyEqual = (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b));

function falsy(fn) {
  const text = expression(fn);
  return `The expression evaluated to a falsy value${text === undefined ? '' : `:\n\n  ${text}\n`}`;
}

function check(fn, given, value, message, diff) {
  if (value) return;
  let generated = message == null;
  if (given === 0) {
    generated = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (generated) {
    message = falsy(fn);
  } else if (isError(message)) {
    throw message;
  }
  const err = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: fn, diff });
  err.generatedMessage = generated;
  throw err;
}

// define adds the assertions to a holder: the module's functions, or an instance of Assert.
function define(holder, { diff = 'simple', skipPrototype = false } = {}) {
  const compare = (name, operator, wanted, equal) => {
    holder[name] = { [name](actual, expected, message) {
      if (arguments.length < 2) throw new ERR_MISSING_ARGS('actual', 'expected');
      if (equal(actual, expected) !== wanted) failWith({ actual, expected, message, operator, stackStartFn: holder[name], diff });
    } }[name];
  };
  const deep = (name) => (a, b) => comparisons()[name](a, b, skipPrototype || undefined);

  holder.fail = function fail(message) {
    if (isError(message)) throw message;
    const err = new AssertionError({ message: message ?? 'Failed', operator: 'fail', stackStartFn: holder.fail, diff });
    err.generatedMessage = message === undefined;
    throw err;
  };
  compare('equal', '==', true, looselyEqual);
  compare('notEqual', '!=', false, looselyEqual);
  compare('deepEqual', 'deepEqual', true, deep('isDeepEqual'));
  compare('notDeepEqual', 'notDeepEqual', false, deep('isDeepEqual'));
  compare('deepStrictEqual', 'deepStrictEqual', true, deep('isDeepStrictEqual'));
  compare('notDeepStrictEqual', 'notDeepStrictEqual', false, deep('isDeepStrictEqual'));
  compare('strictEqual', 'strictEqual', true, sameValue);
  compare('notStrictEqual', 'notStrictEqual', false, sameValue);
  compare('partialDeepStrictEqual', 'partialDeepStrictEqual', true, deep('isPartialStrictEqual'));
  defineMatches(holder, diff);
  defineThrows(holder, diff);
  holder.ifError = function ifError(err) { unwanted(err, holder.ifError, diff); };
}

function defineMatches(holder, diff) {
  for (const [name, wanted] of [['match', true], ['doesNotMatch', false]]) {
    holder[name] = { [name](string, regexp, message) {
      if (!isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
      if (typeof string === 'string' && (RegExp.prototype.exec.call(regexp, string) !== null) === wanted) return;
      if (isError(message)) throw message;
      const text = typeof string !== 'string' ?
        `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})` :
        `The input ${wanted ? 'did not match' : 'was expected to not match'} the regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
      const err = new AssertionError({ actual: string, expected: regexp, message: message || text, operator: name, stackStartFn: holder[name], diff });
      err.generatedMessage = !message;
      throw err;
    } }[name];
  }
}

function defineThrows(holder, diff) {
  holder.throws = function throws(fn, ...args) {
    new Expectation(holder.throws, false, diff).expects(thrownBy(fn), ...args);
  };
  holder.rejects = async function rejects(promiseFn, ...args) {
    new Expectation(holder.rejects, true, diff).expects(await rejectionOf(promiseFn), ...args);
  };
  holder.doesNotThrow = function doesNotThrow(fn, ...args) {
    new Expectation(holder.doesNotThrow, false, diff).expectsNone(thrownBy(fn), ...args);
  };
  holder.doesNotReject = async function doesNotReject(fn, ...args) {
    new Expectation(holder.doesNotReject, true, diff).expectsNone(await rejectionOf(fn), ...args);
  };
}

// unwanted is ifError: the error's own stack goes on beneath that of the assertion.
function unwanted(err, fn, diff) {
  if (err === null || err === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof err === 'object' && typeof err.message === 'string') message += err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
  else message += inspect(err);
  const made = new AssertionError({ actual: err, expected: null, operator: 'ifError', message, stackStartFn: fn, diff });
  const start = typeof err.stack === 'string' ? err.stack.indexOf('\n    at') : -1;
  if (start !== -1) {
    const original = err.stack.slice(start + 1).split('\n');
    let lines = made.stack.split('\n');
    const shared = original.map((line) => lines.indexOf(line)).find((at) => at !== -1);
    if (shared !== undefined) lines = lines.slice(0, shared);
    made.stack = `${lines.join('\n')}\n${original.join('\n')}`;
  }
  throw made;
}

const assert = module.exports = function ok(...args) { check(ok, args.length, args[0], args[1]); };

assert.AssertionError = AssertionError;
assert.CallTracker = notImplemented('assert.CallTracker');
assert.ok = assert;
define(assert);

function strict(...args) { check(strict, args.length, args[0], args[1]); }

const names = Object.keys(assert);
for (const name of names) {
  const loose = { equal: 'strictEqual', deepEqual: 'deepStrictEqual', notEqual: 'notStrictEqual', notDeepEqual: 'notDeepStrictEqual' }[name];
  strict[name] = assert[loose ?? name];
}
assert.strict = strict;

// An Assert has assertions of its own, with options: diff 'full' shows all lines, strict false compares loosely.
function Assert(options) {
  if (!new.target) throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  const chosen = { diff: 'simple', strict: true, skipPrototype: false, ...options };
  validateOneOf(chosen.diff, 'options.diff', ['simple', 'full']);
  this.AssertionError = AssertionError;
  define(this, chosen);
  const { diff } = chosen;
  const self = this;
  this.ok = function ok(...args) { check(self.ok, args.length, args[0], args[1], diff); };
  if (!chosen.strict) return;
  this.equal = this.strictEqual;
  this.deepEqual = this.deepStrictEqual;
  this.notEqual = this.notStrictEqual;
  this.notDeepEqual = this.notDeepStrictEqual;
}

assert.Assert = Assert;
strict.Assert = Assert;
strict.strict = strict;
strict.ok = strict;
