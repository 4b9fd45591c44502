'use strict';
// AssertionError, whose message shows how two values differ.

const { inspect } = require('internal/inspect');
const { difference } = require('internal/assert/diff');
const { validateObject } = require('internal/validators');

const readable = {
  __proto__: null,
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

// These show the difference also beneath a message of the program's own.
const differing = ['deepStrictEqual', 'strictEqual', 'partialDeepStrictEqual'];

const mostShort = 12; // characters of two values that fit on one line
const mostLong = 512; // characters of a value that is shown whole
const mostLines = 50; // lines, likewise

const customInspect = Symbol.for('nodejs.util.inspect.custom');

// shown is everything there is to a value, whatever the program has set inspect's defaults to.
function shown(value) {
  return inspect(value, {
    compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false, showProxy: false, sorted: true,
    getters: true,
  });
}

const isObject = (value) => typeof value === 'object' && value !== null;

// bare is an error without its stack, which would differ in every case.
function bare(source) {
  const target = Object.assign({ __proto__: Object.getPrototypeOf(source) }, source);
  Object.defineProperty(target, 'message', { value: source.message });
  if (Object.hasOwn(source, 'cause')) {
    Object.defineProperty(target, 'cause', { value: source.cause instanceof Error ? bare(source.cause) : source.cause });
  }
  return target;
}

// stacked shows two values of one line each, and where they part.
function stacked(actual, expected) {
  const message = `\n+ ${actual}\n- ${expected}`;
  const width = process.stderr?.isTTY ? process.stderr.columns : 80;
  if (actual.length + expected.length > width) return message;
  let at = 0;
  while (at < actual.length && actual[at] === expected[at]) at++;
  // A difference in the first two characters (and the quote) is seen without being pointed to.
  return at < 3 || at === actual.length ? message : `${message}\n${' '.repeat(at + 2)}^`;
}

function simple(actual, shownActual, expected, shownExpected) {
  const quotes = (value) => (typeof value === 'string' ? 2 : 0);
  const length = shownActual.length + shownExpected.length - quotes(actual) - quotes(expected);
  if (length <= mostShort && (actual !== 0 || expected !== 0)) return { message: `${shownActual} !== ${shownExpected}`, header: '' };
  return { message: stacked(shownActual, shownExpected) };
}

function compared(actual, expected, operator, custom, full) {
  const bothObjects = (isObject(actual) && isObject(expected)) || (typeof actual === 'function' && typeof expected === 'function');
  if (operator === 'strictEqual' && bothObjects) operator = 'strictEqualObject';
  const texts = [shown(actual), shown(expected)];
  const [left, right] = texts.map((text) => text.split('\n'));
  let header = '+ actual - expected';
  let skipped = false;
  let message;
  if (left.length === 1 && right.length === 1 && !(isObject(actual) && isObject(expected))) {
    ({ message, header = header } = simple(actual, left[0], expected, right[0]));
  } else if (texts[0] === texts[1]) {
    operator = 'notIdentical';
    skipped = left.length > mostLines && !full;
    message = skipped ? `${left.slice(0, mostLines).join('\n')}\n...}` : left.join('\n');
    header = '';
  } else {
    ({ message, skipped } = difference(left, right, isObject(actual)));
  }
  return `${custom || readable[operator]}\n${header}${skipped ? '\n... Skipped lines' : ''}\n${message}\n`;
}

function unequal(actual, operator, full) {
  const lines = shown(actual).split('\n');
  const base = operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function') ?
    readable.notStrictEqualObject : readable[operator];
  if (lines.length > mostLines && !full) lines.splice(46, lines.length, '...');
  if (lines.length === 1) return `${base}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${base}\n\n${lines.join('\n')}\n`;
}

const cut = (text, most, full) => (text.length > most && !full ? `${text.slice(0, most - 3)}...` : text);

function loose(actual, expected, operator, full) {
  let left = shown(actual);
  let right = shown(expected);
  if (operator === 'notDeepEqual' && left === right) return cut(`${readable.notDeepEqual}\n\n${left}`, 1024, full);
  left = cut(left, mostLong, full);
  right = cut(right, mostLong, full);
  if (operator === 'deepEqual') return `${readable.deepEqual}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  if (operator === 'notDeepEqual') return `${readable.notDeepEqualUnequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
  return `${left} ${operator} ${right}`;
}

function messageOf(actual, expected, operator, custom, full) {
  if (differing.includes(operator)) return compared(actual, expected, operator, custom, full);
  if (custom != null) return String(custom);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return unequal(actual, operator, full);
  return loose(actual, expected, operator, full);
}

// ellipsis shortens a string for the listing of an error.
function ellipsis(value) {
  if (typeof value !== 'string') return value;
  const lines = value.split('\n');
  if (lines.length > 10) return `${lines.slice(0, 10).join('\n')}\n...`;
  return value.length > mostLong ? `${value.slice(0, mostLong)}...` : value;
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, details, stackStartFunction, diff = 'simple' } = options;
    let { actual, expected } = options;
    if (message == null && isObject(actual) && isObject(expected) && actual instanceof Error && expected instanceof Error &&
      'stack' in actual && 'stack' in expected) {
      actual = bare(actual);
      expected = bare(expected);
    }
    super(messageOf(actual, expected, operator, message, diff === 'full'));
    this.generatedMessage = !message;
    const named = (value) => Object.defineProperty(this, 'name', { value, enumerable: false, writable: true, configurable: true });
    named('AssertionError [ERR_ASSERTION]');
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      details.forEach((detail, i) => {
        for (const key of ['message', 'actual', 'expected', 'operator']) this[`${key} ${i}`] = detail[key];
        this[`stack trace ${i}`] = detail.stack;
      });
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    this.diff = diff;
    if (typeof Error.captureStackTrace === 'function') Error.captureStackTrace(this, stackStartFn || stackStartFunction);
    void this.stack; // written now, with the code in its first line
    named('AssertionError');
  }

  toString() { return `${this.name} [${this.code}]: ${this.message}`; }

  [customInspect](depth, options) {
    const { actual, expected } = this;
    this.actual = ellipsis(actual);
    this.expected = ellipsis(expected);
    const text = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}

module.exports = { AssertionError };
