'use strict';
// The shapes that Node's and the web's classes share: enumerable members, toStringTag, conversions of Web IDL.

const customInspect = Symbol.for('nodejs.util.inspect.custom');
// How a class takes part in structured cloning: [kClone](cloner) returns the copy, [kTransfer]() returns { copy, commit }
// (what stands in for the object, and what makes the move), [kUncloneable] is true where Node refuses.
const kClone = Symbol('kClone');
const kTransfer = Symbol('kTransfer');
const kUncloneable = Symbol('kUncloneable');

function uncloneable(...classes) {
  for (const Class of classes) Object.defineProperty(Class.prototype, kUncloneable, { value: true });
}

const kEmptyObject = Object.freeze({ __proto__: null });

// enumerable makes the named members of a class enumerable, as Web IDL wants them.
function enumerable(holder, ...names) {
  for (const name of names) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, name);
    descriptor.enumerable = true;
    Object.defineProperty(holder, name, descriptor);
  }
}

function tag(Class, name = Class.name) {
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
}

// webClass gives a class the shape of a Web IDL interface.
function webClass(Class, ...names) {
  enumerable(Class.prototype, ...names);
  tag(Class);
}

function named(fn, name) {
  return Object.defineProperty(fn, 'name', { value: name, configurable: true });
}

// deeper returns inspection options one level further down.
function deeper(options) {
  const { depth } = options;
  return { ...options, depth: Number.isInteger(depth) ? depth - 1 : depth };
}

// tooDeep stands for an object below the depth that is shown.
function tooDeep(self, options) {
  return options.stylize(`[${self.constructor?.name ?? 'Object'}]`, 'special');
}

// webTypeError is the TypeError of a failed conversion: the code is an own property, the name keeps plain.
function webTypeError(message, code = 'ERR_INVALID_ARG_TYPE') {
  return Object.defineProperty(new TypeError(message), 'code', { value: code, configurable: true, enumerable: true, writable: true });
}

function domString(value, context = 'Value') {
  if (typeof value === 'symbol') throw webTypeError(`${context} is a Symbol and cannot be converted to a string.`);
  return String(value);
}

// sequence reads a Web IDL sequence<object>.
function sequence(value, what) {
  const bad = () => webTypeError(`${what} cannot be converted to sequence.`);
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) throw bad();
  if (typeof value[Symbol.iterator] !== 'function') throw bad();
  return [...value];
}

// requireArguments throws Node's error of a Web IDL operation called with too few arguments.
function requireArguments(given, required, prefix) {
  if (given >= required) return;
  throw webTypeError(`${prefix ? `${prefix}: ` : ''}${required} argument${required === 1 ? '' : 's'} required, but only ${given} present.`,
    'ERR_MISSING_ARGS');
}

function lazy(make) {
  let value;
  return () => (value ??= make());
}

// later adds exports whose module is loaded when the first of them is read.
function later(exports, id, ...names) {
  for (const name of names) {
    const settle = (value) => Object.defineProperty(exports, name, { value, configurable: true, enumerable: true, writable: true });
    Object.defineProperty(exports, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = require(id)[name];
        settle(value);
        return value;
      },
      set: settle,
    });
  }
}

module.exports = {
  customInspect, deeper, domString, enumerable, kClone, kEmptyObject, kTransfer, kUncloneable, later, lazy, named, requireArguments,
  sequence, tag, tooDeep, uncloneable, webClass, webTypeError,
};
