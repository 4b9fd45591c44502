'use strict';
// The structured clone algorithm (html.spec.whatwg.org, section 2.7) as V8 and Node do it, with V8's words.

const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { DOMException, isDOMException } = require('internal/domexception');
const { kClone, kTransfer, kUncloneable, sequence, webTypeError } = require('internal/shape');

const { kind, transfer: moveBuffer, detached } = internal;

const refuse = (message) => { throw new DOMException(message, 'DataCloneError'); };

const namedKinds = new Set(['Promise', 'WeakMap', 'WeakSet']);

// nameOf writes a value as V8 does when it must not call anything.
function nameOf(value) {
  if (typeof value === 'function') return Function.prototype.toString.call(value);
  if (typeof value === 'symbol') return value.toString();
  const what = kind(value);
  const tag = what === 'Proxy' ? undefined : value[Symbol.toStringTag];
  if (typeof tag === 'string' && !namedKinds.has(what)) return `[object ${tag}]`;
  return `#<${(what !== 'Proxy' && value.constructor?.name) || 'Object'}>`;
}

const errorClasses = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

// A Cloner is one operation: what it has met, and what was transferred.
class Cloner {
  constructor(transferred) {
    this.seen = new Map(transferred);
  }

  clone(value) {
    if (typeof value === 'symbol' || typeof value === 'function') refuse(`${nameOf(value)} could not be cloned.`);
    if (typeof value !== 'object' || value === null) return value;
    const known = this.seen.get(value);
    if (known !== undefined) return known;
    return this.object(value);
  }

  object(value) {
    const what = kind(value);
    const copy = what === '' ? this.own(value) : copiers[what]?.(this, value);
    if (copy === undefined) return refuse(`${nameOf(value)} could not be cloned.`);
    return copy;
  }

  remember(value, copy) {
    this.seen.set(value, copy);
    return copy;
  }

  // own copies arrays, objects of ours, and plain objects.
  own(value) {
    if (Array.isArray(value)) return this.properties(value, this.remember(value, new Array(value.length)));
    if (value[kUncloneable]) refuse('Cannot clone object of unsupported type.');
    if (typeof value[kClone] === 'function') return this.remember(value, value[kClone](this));
    if (typeof value[kTransfer] === 'function') refuse('Object that needs transfer was found in message but not listed in transferList');
    return this.properties(value, this.remember(value, {}));
  }

  properties(value, copy) {
    for (const key of Object.keys(value)) {
      Object.defineProperty(copy, key, { value: this.clone(value[key]), configurable: true, enumerable: true, writable: true });
    }
    return copy;
  }
}

const box = (cloner, value) => cloner.remember(value, Object(value.valueOf()));

const copiers = {
  Number: box,
  String: box,
  Boolean: box,
  BigInt: box,
  Symbol: (cloner, value) => refuse('[object Symbol] could not be cloned.'),
  Date: (cloner, value) => cloner.remember(value, new Date(value.getTime())),
  RegExp: (cloner, value) => cloner.remember(value, new RegExp(value.source, value.flags)),
  Map(cloner, value) {
    const copy = cloner.remember(value, new Map());
    for (const [k, v] of [...value]) copy.set(cloner.clone(k), cloner.clone(v));
    return copy;
  },
  Set(cloner, value) {
    const copy = cloner.remember(value, new Set());
    for (const v of [...value]) copy.add(cloner.clone(v));
    return copy;
  },
  ArrayBuffer(cloner, value) {
    if (detached(value)) refuse('An ArrayBuffer is detached and could not be cloned.');
    return cloner.remember(value, value.slice(0));
  },
  TypedArray(cloner, value) {
    const name = Object.getPrototypeOf(Uint8Array.prototype);
    const Class = globalThis[Object.getOwnPropertyDescriptor(name, Symbol.toStringTag).get.call(value)];
    const { byteOffset, length } = value;
    return cloner.remember(value, new Class(cloner.clone(value.buffer), byteOffset, length));
  },
  DataView(cloner, value) {
    const { byteOffset, byteLength } = value;
    return cloner.remember(value, new DataView(cloner.clone(value.buffer), byteOffset, byteLength));
  },
  Error: (cloner, value) => (isDOMException(value) ? copyException(cloner, value) : copyError(cloner, value)),
};

function hidden(copy, key, value) {
  Object.defineProperty(copy, key, { value, configurable: true, writable: true });
}

function copyError(cloner, value) {
  const Class = errorClasses[value.name] ?? Error;
  const message = Object.getOwnPropertyDescriptor(value, 'message');
  const copy = cloner.remember(value, new Class());
  hidden(copy, 'stack', value.stack);
  if (message !== undefined && 'value' in message) hidden(copy, 'message', `${message.value}`);
  if (Object.hasOwn(value, 'cause')) hidden(copy, 'cause', cloner.clone(value.cause));
  return copy;
}

function copyException(cloner, value) {
  const copy = cloner.remember(value, new DOMException(value.message, value.name));
  hidden(copy, 'stack', value.stack);
  return copy;
}

// sortTransfer checks a transfer list and takes the buffers apart.
function sortTransfer(list, untransferable = undefined) {
  const buffers = [];
  const others = [];
  for (const item of list) {
    if (typeof item !== 'object' || item === null) refuse('Found invalid value in transferList.');
    if (untransferable?.has(item)) refuse('Cannot transfer object of unsupported type.');
    const group = kind(item) === 'ArrayBuffer' ? buffers : others;
    if (group === buffers && detached(item)) refuse('Cannot transfer object of unsupported type.');
    if (group === others && typeof item[kTransfer] !== 'function') refuse('Found invalid value in transferList.');
    if (group.includes(item)) refuse(`Transfer list contains duplicate ${group === buffers ? 'ArrayBuffer' : item.constructor.name}`);
    group.push(item);
  }
  return { buffers, others };
}

// cloneWithTransfer returns a copy of the value, and what was moved for it. Nothing is moved if something cannot be cloned:
// until then copies and stand-ins take the places.
function cloneWithTransfer(value, list) {
  const { buffers, others } = sortTransfer(list);
  const moves = others.map((other) => [other, other[kTransfer]()]);
  const copies = buffers.map((buffer) => buffer.slice(0));
  const seen = [...buffers.map((buffer, i) => [buffer, copies[i]]), ...moves.map(([other, move]) => [other, move.copy])];
  const result = new Cloner(seen).clone(value);
  for (const buffer of buffers) moveBuffer(buffer);
  for (const [, move] of moves) move.commit();
  return { value: result, moved: [...copies, ...moves.map(([, move]) => move.copy)] };
}

function structuredClone(value, options) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('The value argument must be specified');
  const prefix = "Failed to execute 'structuredClone': ";
  if (options !== undefined && options !== null && typeof options !== 'object' && typeof options !== 'function') {
    throw webTypeError(`${prefix}Options cannot be converted to a dictionary`);
  }
  const transfer = options?.transfer;
  const list = transfer === undefined ? [] : sequence(transfer, `${prefix}transfer in Options`);
  return cloneWithTransfer(value, list).value;
}

module.exports = { cloneWithTransfer, errorClasses, nameOf, refuse, sortTransfer, structuredClone };
