'use strict';
// The conversions of Web IDL that fetch's classes need, with the texts of Node's.

const { inspect } = require('internal/inspect');
const native = require('internal/http/native');

const fail = (header, message) => new TypeError(`${header}: ${message}`);

// brand checks `this` of a method.
function brand(ok) {
  if (ok) return;
  const err = new TypeError('Illegal invocation');
  err.code = 'ERR_INVALID_THIS';
  throw err;
}

function need(args, min, header) {
  if (args.length >= min) return;
  throw fail(header, `${min} argument${min === 1 ? '' : 's'} required, but${args.length > 0 ? ' only' : ''} ${args.length} found.`);
}

// show writes a value for an error.
function show(value) {
  switch (typeof value) {
    case 'symbol': return `Symbol(${value.description})`;
    case 'string': return `"${value}"`;
    case 'bigint': return `${value}n`;
    case 'function':
    case 'object': return value === null ? 'null' : inspect(value);
    default: return `${value}`;
  }
}

function byteString(value, header, argument) {
  if (typeof value === 'symbol') throw fail(header, `${argument} is a symbol, which cannot be converted to a ByteString.`);
  const text = typeof value === 'string' ? value : String(value);
  const at = native.beyondLatin1(text);
  if (at < 0) return text;
  throw new TypeError(`Cannot convert argument to a ByteString because the character at index ${at} has a value of ` +
    `${text.charCodeAt(at)} which is greater than 255.`);
}

function domString(value, header, argument) {
  if (typeof value === 'symbol') throw fail(header, `${argument} is a symbol, which cannot be converted to a DOMString.`);
  return String(value);
}

const usvString = (value) => (typeof value === 'string' ? value : `${value}`).toWellFormed();

const isObject = (value) => typeof value === 'function' || (typeof value === 'object' && value !== null);

// dictionary reads the members of an init, each through its converter: { name: (value, prefix, argument) => … }.
function dictionary(value, converters, header, argument) {
  if (value != null && !isObject(value)) throw fail(header, `Expected ${value} to be one of: Null, Undefined, Object.`);
  const result = {};
  for (const key of Object.keys(converters)) {
    const member = value?.[key];
    if (member !== undefined) result[key] = converters[key](member, header, `${argument}.${key}`);
  }
  return result;
}

// oneOf makes the converter of an enumeration.
function oneOf(...allowed) {
  return (value, header, argument) => {
    const text = domString(value, header, argument);
    if (allowed.includes(text)) return text;
    throw fail(header, `${text} is not an accepted type. Expected one of ${allowed.join(', ')}.`);
  };
}

function unsignedShort(value, header, argument) {
  if (typeof value === 'bigint' || typeof value === 'symbol') throw fail(header, `Could not convert ${show(value)} to an integer.`);
  void argument;
  const number = Math.trunc(Number(value));
  return Number.isFinite(number) ? ((number % 65536) + 65536) % 65536 : 0;
}

// iterable gives a class the methods of a Web IDL iterable: list(this) returns its pairs, as arrays.
function iterable(name, Class, list) {
  const prototype = Object.setPrototypeOf({
    next() {
      const state = states.get(this);
      if (state === undefined) {
        throw new TypeError(`'next' called on an object that does not implement interface ${name} Iterator.`);
      }
      const pairs = list(state.target);
      if (state.index >= pairs.length) return { value: undefined, done: true };
      const [key, value] = pairs[state.index++];
      return { value: state.kind === 'key' ? key : state.kind === 'value' ? value : [key, value], done: false };
    },
    [Symbol.toStringTag]: `${name} Iterator`,
  }, Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
  Object.defineProperty(prototype, Symbol.toStringTag, { enumerable: false, writable: false });
  const states = new WeakMap();
  const make = (target, kind) => {
    brand(target instanceof Class);
    const iterator = Object.create(prototype);
    states.set(iterator, { target, kind, index: 0 });
    return iterator;
  };
  const methods = {
    keys() { return make(this, 'key'); },
    values() { return make(this, 'value'); },
    entries() { return make(this, 'pair'); },
    forEach(callback, thisArg = globalThis) {
      brand(this instanceof Class);
      need(arguments, 1, `${name}.forEach`);
      if (typeof callback !== 'function') {
        throw new TypeError(`Failed to execute 'forEach' on '${name}': parameter 1 is not of type 'Function'.`);
      }
      for (const [key, value] of make(this, 'pair')) callback.call(thisArg, value, key, this);
    },
  };
  for (const [key, value] of Object.entries(methods)) {
    Object.defineProperty(Class.prototype, key, { value, writable: true, enumerable: true, configurable: true });
  }
  Object.defineProperty(Class.prototype, Symbol.iterator, { value: methods.entries, writable: true, configurable: true });
}

module.exports = { brand, byteString, dictionary, domString, fail, isObject, iterable, need, oneOf, show, unsignedShort, usvString };
