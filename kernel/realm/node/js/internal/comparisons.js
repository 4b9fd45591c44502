'use strict';
// Deep equality as assert and util.isDeepStrictEqual know it. A mode says how strict: loose (==), strict, strict but
// for the prototypes, or partial (everything in the second value must be in the first).

const types = require('internal/types');

const kLoose = 0;
const kPartial = 1;
const kStrict = 2;
const kStrictWithoutPrototypes = 3;

const enumerableOwn = (object, key) => Object.prototype.propertyIsEnumerable.call(object, key);
const symbols = (object) => Object.getOwnPropertySymbols(object).filter((key) => enumerableOwn(object, key));
const isObject = (value) => value !== null && typeof value === 'object';
const isError = (value) => types.isNativeError(value) || value instanceof Error;
const tagOf = (value) => value[Symbol.toStringTag];
const bytesOf = (value) => (ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value));

// A Comparison is one call of deepEqual: its mode, and the pairs it is inside of.
class Comparison {
  constructor(mode) {
    this.mode = mode;
    this.inside = new Map();
  }

  get strict() { return this.mode !== kLoose; }

  equal(a, b) {
    if (a === b) return a !== 0 || Object.is(a, b) || !this.strict;
    if (isObject(a) && isObject(b)) return this.objects(a, b);
    if (this.strict) return typeof a === 'number' && Number.isNaN(a) && Number.isNaN(b);
    if (isObject(a) || isObject(b)) return false;
    // eslint-disable-next-line eqeqeq
    return a == b || (Number.isNaN(a) && Number.isNaN(b));
  }

  objects(a, b) {
    if (this.mode === kStrict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    const compare = this.kind(a, b);
    if (compare === undefined) return false;
    const known = this.inside.get(a);
    if (known?.includes(b)) return true;
      if (known !== undefined) known.push(b);
    else this.inside.set(a, [b]);
    try {
      return this.keys(a, b) && compare();
    } finally {
      const list = this.inside.get(a);
      list.pop();
      if (list.length === 0) this.inside.delete(a);
    }
  }

  // kind returns what remains to be compared beside the properties, undefined if the values are of different kinds.
  kind(a, b) {
    const same = () => true;
    if (Array.isArray(a) || Array.isArray(b)) {
      if (!Array.isArray(a) || !Array.isArray(b) || !this.sizes(a.length, b.length) || tagOf(a) !== tagOf(b)) return undefined;
      return () => this.arrays(a, b);
    }
    if (!this.tags(a, b)) return undefined;
    const kind = types.isNativeError(a) ? 'Error' : kindOf(a);
    const other = types.isNativeError(b) ? 'Error' : kindOf(b);
    if (kind !== other) return undefined;
    switch (kind) {
      case 'Set': return this.sizes(a.size, b.size) ? () => this.sets(a, b) : undefined;
      case 'Map': return this.sizes(a.size, b.size) ? () => this.maps(a, b) : undefined;
      case 'TypedArray':
      case 'ArrayBuffer':
      case 'DataView': return this.bytes(a, b) ? same : undefined;
      case 'Date': return Object.is(Date.prototype.getTime.call(a), Date.prototype.getTime.call(b)) ? same : undefined;
      case 'RegExp': return a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex ? same : undefined;
      case 'Error': return this.errors(a, b) ? same : undefined;
      case 'boxed': return this.boxes(a, b) ? same : undefined;
      case 'opaque': return undefined;
      case 'URL': return a.href === b.href ? same : undefined;
    }
    return same;
  }

  sizes(a, b) { return a === b || (this.mode === kPartial && a >= b); }

  tags(a, b) {
    if (tagOf(a) !== undefined && tagOf(b) !== undefined) return tagOf(a) === tagOf(b);
    return Object.prototype.toString.call(a) === Object.prototype.toString.call(b);
  }

  bytes(a, b) {
    const [x, y] = [bytesOf(a), bytesOf(b)];
    if (this.mode === kPartial && x.length > y.length) return contains(x, y);
    const floats = !this.strict && (types.isFloat32Array(a) || types.isFloat64Array(a));
    const [p, q] = floats ? [a, b] : [x, y];
    if (p.length !== q.length) return false;
    for (let i = 0; i < p.length; i++) if (p[i] !== q[i]) return false;
    return true;
  }

  errors(a, b) {
    for (const key of ['message', 'name', 'cause', 'errors']) {
      const settled = enumerableOwn(b, key) ||
        (this.mode === kPartial && (b[key] === undefined || (key === 'message' && b[key] === '')));
      if (!settled && !this.equal(a[key], b[key])) return false;
    }
    const caused = Object.hasOwn(b, 'cause');
    return caused === Object.hasOwn(a, 'cause') || (this.mode === kPartial && !caused);
  }

  boxes(a, b) {
    const [x, y] = [a.valueOf(), b.valueOf()];
    return typeof x === typeof y && Object.is(x, y);
  }

  // keys compares the enumerable own properties, those of arrays but for the elements.
  keys(a, b) {
    const list = ArrayBuffer.isView(a) || Array.isArray(a);
    const of = (value) => {
      const names = Object.keys(value);
      const named = list ? names.filter((name) => !isIndex(name)) : names;
      return this.strict ? named.concat(symbols(value)) : named;
    };
    const wanted = of(b);
    if (this.mode !== kPartial && wanted.length !== of(a).length) return false;
    return wanted.every((key) => enumerableOwn(a, key) && this.equal(a[key], b[key]));
  }

  arrays(a, b) {
    if (this.mode === kPartial) return this.partialArrays(a, b);
    for (let i = 0; i < b.length; i++) {
      if (Object.hasOwn(a, i) !== Object.hasOwn(b, i) || !this.equal(a[i], b[i])) return false;
    }
    return true;
  }

  partialArrays(a, b) {
    const [x, y] = [a, b].map((list) => Object.keys(list).filter(isIndex).map((key) => list[key]));
    let at = 0;
    for (const value of y) {
      while (at < x.length && !this.equal(x[at], value)) at++;
      if (at++ >= x.length) return false;
    }
    return true;
  }

  // sets: each element of b that a does not have itself needs an equal one of a, each its own.
  sets(a, b) {
    const rest = [...b].filter((value) => !a.has(value));
    if (rest.some((value) => this.strict && !isObject(value))) return false;
    const free = [...a].filter((value) => !b.has(value));
    return rest.every((value) => this.claim(free, (other) => this.equal(other, value)));
  }

  maps(a, b) {
    const rest = [];
    for (const [key, value] of b) {
      if (a.has(key) && this.equal(a.get(key), value)) continue;
      if (!isObject(key) && (this.strict || a.has(key))) return false;
      rest.push([key, value]);
    }
    const free = [...a].filter(([key]) => isObject(key) ? !b.has(key) || rest.some(([k]) => k === key) : !b.has(key));
    return rest.every(([key, value]) =>
      this.claim(free, ([k, v]) => isObject(k) === isObject(key) && this.equal(k, key) && this.equal(v, value)));
  }

  claim(free, matches) {
    const at = free.findIndex(matches);
    if (at === -1) return false;
    free.splice(at, 1);
    return true;
  }
}

const isIndex = (key) => /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 4294967295;

function kindOf(value) {
  for (const kind of ['Set', 'Map', 'TypedArray', 'ArrayBuffer', 'DataView', 'Date', 'RegExp']) {
    if (types[`is${kind}`](value)) return kind;
  }
  if (types.isBoxedPrimitive(value)) return 'boxed';
  if (types.isWeakMap(value) || types.isWeakSet(value) || types.isPromise(value)) return 'opaque';
  if (isError(value)) return 'Error';
  return typeof value.href === 'string' && require('internal/url').isURL(value) ? 'URL' : 'object';
}

// contains reports whether the bytes of part come in this order, with gaps, in all.
function contains(all, part) {
  let at = 0;
  for (const byte of part) {
    while (at < all.length && all[at] !== byte) at++;
    if (at++ >= all.length) return false;
  }
  return true;
}

const equalIn = (mode) => (a, b) => new Comparison(mode).equal(a, b);

module.exports = {
  isDeepEqual: equalIn(kLoose),
  isDeepStrictEqual: (a, b, skipPrototype) => new Comparison(skipPrototype ? kStrictWithoutPrototypes : kStrict).equal(a, b),
  isPartialStrictEqual: equalIn(kPartial),
};
