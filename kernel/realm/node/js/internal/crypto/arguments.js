'use strict';
// What crypto's functions take: bytes in many forms, encodings of results; and how their classes become streams.

const { Buffer } = require('buffer');
const { known } = require('internal/encodings');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { isAnyArrayBuffer } = require('internal/types');

const byteTypes = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

const isBytes = (value) => ArrayBuffer.isView(value) || isAnyArrayBuffer(value);

// bytesOf returns the bytes of a string, or the view or buffer itself.
function bytesOf(value, name, encoding) {
  if (typeof value === 'string') return Buffer.from(value, encoding === 'buffer' ? 'utf8' : encoding);
  validateBytes(value, name);
  return value;
}

function validateBytes(value, name) {
  if (typeof value !== 'string' && !isBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, ['string', ...byteTypes], value);
}

// result is an ArrayBuffer as a Buffer, or as a string if an encoding is wanted. An encoding that nobody knows is none.
function result(buffer, encoding) {
  const bytes = Buffer.from(buffer);
  const name = encoding ? known(encoding) : undefined;
  return name === undefined ? bytes : bytes.toString(name);
}

// inputEncoding is the canonical name of the encoding of a string.
const inputEncoding = (encoding) => (encoding ? known(encoding) ?? 'utf8' : 'utf8');

// LazyTransform is a Transform that becomes one when someone looks at its states: most hashes never are streams.
function LazyTransform(options) {
  this._options = options;
}

const { Transform } = require('stream');
Object.setPrototypeOf(LazyTransform.prototype, Transform.prototype);
Object.setPrototypeOf(LazyTransform, Transform);

for (const name of ['_readableState', '_writableState']) {
  Object.defineProperty(LazyTransform.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      Reflect.apply(Transform, this, [this._options]);
      this._writableState.decodeStrings = false;
      return this[name];
    },
    set(value) {
      Object.defineProperty(this, name, { configurable: true, enumerable: true, value, writable: true });
    },
  });
}

function inherit(Class, Base) {
  Object.setPrototypeOf(Class.prototype, Base.prototype);
  Object.setPrototypeOf(Class, Base);
}

// handle makes what stands under kHandle: an object of a class by the name that Node's has, around one of Go's.
const insides = new WeakMap();
const handleClasses = new Map();

function handle(name, inside) {
  let Class = handleClasses.get(name);
  if (Class === undefined) handleClasses.set(name, Class = { [name]: class {} }[name]);
  const made = new Class();
  insides.set(made, inside);
  return made;
}

const inside = (made) => insides.get(made);

const kHandle = Symbol('kHandle');

module.exports = { LazyTransform, byteTypes, bytesOf, handle, inherit, inputEncoding, inside, isBytes, kHandle, result, validateBytes };
