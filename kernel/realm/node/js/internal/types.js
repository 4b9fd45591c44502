'use strict';
// util.types: what a value is inside, whatever its prototype claims.

const { isShared, kind } = internal;

const typedArrayName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const nameOf = (value) => Reflect.apply(typedArrayName, value, []);

const is = (name) => (value) => kind(value) === name;

const types = {
  isArgumentsObject: is('Arguments'),
  isArrayBuffer: (value) => kind(value) === 'ArrayBuffer' && !isShared(value),
  isAsyncFunction: is('AsyncFunction'),
  isBigIntObject: is('BigInt'),
  isBooleanObject: is('Boolean'),
  isDate: is('Date'),
  isExternal: () => false, // nothing here is a pointer of C++
  isGeneratorFunction: is('GeneratorFunction'),
  isGeneratorObject: is('Generator'),
  isMap: is('Map'),
  isMapIterator: is('MapIterator'),
  isModuleNamespaceObject: (value) => value?.[Symbol.toStringTag] === 'Module' && Object.isSealed(value),
  isNativeError: is('Error'),
  isNumberObject: is('Number'),
  isPromise: is('Promise'),
  isProxy: is('Proxy'),
  isRegExp: is('RegExp'),
  isSet: is('Set'),
  isSetIterator: is('SetIterator'),
  isSharedArrayBuffer: (value) => isShared(value),
  isStringObject: is('String'),
  isSymbolObject: is('Symbol'),
  isWeakMap: is('WeakMap'),
  isWeakSet: is('WeakSet'),
  isAnyArrayBuffer: is('ArrayBuffer'),
  isBoxedPrimitive: (value) => boxed.has(kind(value)),
  isArrayBufferView: ArrayBuffer.isView,
  isDataView: is('DataView'),
  isTypedArray: is('TypedArray'),
};

const boxed = new Set(['Number', 'String', 'Boolean', 'BigInt', 'Symbol']);

for (const name of ['Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array', 'Int8Array', 'Int16Array', 'Int32Array',
  'Float16Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) {
  types[`is${name}`] = (value) => nameOf(value) === name;
}

types.isKeyObject = (value) => value?.[Symbol.toStringTag] === 'KeyObject';
types.isCryptoKey = (value) => value?.[Symbol.toStringTag] === 'CryptoKey';
for (const name of Object.keys(types)) Object.defineProperty(types[name], 'name', { value: name, configurable: true });

module.exports = types;
