'use strict';
// The intrinsics of another context: constructors and prototypes of its own, with the methods of ours. What cannot be had
// twice is shared: functions, symbols, the prototypes of primitives (see vm.go).

const own = [
  'Object', 'Array', 'Promise', 'Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'AggregateError',
  'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry', 'Date', 'RegExp', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView',
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float16Array', 'Float32Array', 'Float64Array',
  'BigInt64Array', 'BigUint64Array',
];

const shared = [
  'Symbol', 'BigInt', 'String', 'Number', 'Boolean', 'Proxy', 'Reflect', 'Math', 'Intl', 'Atomics', 'Iterator', 'AsyncIterator', 'WebAssembly', 'escape', 'unescape',
  'eval', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'DisposableStack',
  'AsyncDisposableStack', 'SuppressedError',
];

const hidden = (value) => ({ value, writable: true, enumerable: false, configurable: true });

// facade makes the constructor of a context that does what ours does, for its own prototype.
function facade(name, Ours, parentPrototype, settle) {
  const { [name]: Theirs } = { [name]: function(...args) {
    if (new.target !== undefined) return Reflect.construct(Ours, args, new.target);
    return settle(Reflect.apply(Ours, undefined, args));
  } };
  const descriptors = Object.getOwnPropertyDescriptors(Ours.prototype);
  descriptors.constructor = hidden(Theirs);
  const prototype = Object.create(parentPrototype, descriptors);
  const statics = Object.getOwnPropertyDescriptors(Ours);
  delete statics.prototype;
  Object.defineProperties(Theirs, statics);
  Object.defineProperty(Theirs, 'prototype', { value: prototype, writable: false, enumerable: false, configurable: false });
  // What the engine makes inside the context has our prototypes: it counts as the context's.
  Object.defineProperty(Theirs, Symbol.hasInstance, { configurable: true, value(value) {
    if (this !== Theirs) return Reflect.apply(Function.prototype[Symbol.hasInstance], this, [value]);
    return value !== null && (typeof value === 'object' || typeof value === 'function') &&
      (prototype.isPrototypeOf(value) || Ours.prototype.isPrototypeOf(value));
  } });
  return Theirs;
}

// console is there, as V8 has one, and says nothing.
function silentConsole() {
  const made = {};
  for (const name of Object.keys(console)) if (typeof console[name] === 'function') made[name] = { [name]() {} }[name];
  return made;
}

// intrinsics fills the object that stands behind the sandbox, and returns what its literals are made with.
function intrinsics(inner, global, compileFunction) {
  const pairs = [];
  let settle = (value) => value;
  const settled = (value) => settle(value);
  const made = {};
  for (const name of own) {
    const Ours = globalThis[name];
    if (typeof Ours !== 'function') continue;
    const parent = name === 'Object' ? null : made[parentOf(Ours)]?.prototype ?? made.Object.prototype;
    made[name] = facade(name, Ours, parent, settled);
    pairs.push(Ours.prototype, made[name].prototype);
  }
  settle = require('internal/contexts').adopt(pairs);
  for (const [name, value] of Object.entries(made)) Object.defineProperty(inner, name, hidden(value));
  for (const name of shared) if (name in globalThis) Object.defineProperty(inner, name, hidden(globalThis[name]));
  for (const [name, value] of [['undefined', undefined], ['NaN', NaN], ['Infinity', Infinity], ['globalThis', global],
    ['Function', functionConstructor(compileFunction)], ['JSON', json(settle)], ['console', silentConsole()]]) {
    Object.defineProperty(inner, name, hidden(value));
  }
  return settle;
}

const parentOf = (Ours) => Object.getPrototypeOf(Ours).name;

// functionConstructor makes functions whose free names are the context's.
function functionConstructor(compileFunction) {
  const { Function: Theirs } = { Function: function(...args) {
    const body = args.length > 0 ? `${args.pop()}` : '';
    return compileFunction(body, args.map((one) => `${one}`).join(','));
  } };
  Object.defineProperty(Theirs, 'prototype', { value: Function.prototype, writable: false });
  Object.defineProperty(Theirs, Symbol.hasInstance, { value: (value) => typeof value === 'function' });
  return Theirs;
}

function json(settle) {
  const made = Object.create(Object.prototype, Object.getOwnPropertyDescriptors(JSON));
  const deep = (value) => {
    if (value === null || typeof value !== 'object') return value;
    for (const key of Object.keys(value)) deep(value[key]);
    return settle(value);
  };
  Object.defineProperty(made, 'parse', hidden(function parse(text, reviver) { return deep(JSON.parse(text, reviver)); }));
  return made;
}

module.exports = { intrinsics };
