'use strict';
// Buffer: a Uint8Array with Node's methods on it. Each Buffer has an ArrayBuffer of its own; Node cuts small ones from
// a pool, which shows only in buf.buffer and buf.byteOffset.

const {
  ERR_BUFFER_OUT_OF_BOUNDS,
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
  ERR_INVALID_BUFFER_SIZE,
  ERR_MISSING_ARGS,
  ERR_OUT_OF_RANGE,
  ERR_UNKNOWN_ENCODING,
} = require('internal/errors').codes;
const { genericNodeError } = require('internal/errors');
const { validateArray, validateBuffer, validateInteger, validateNumber, validateString } = require('internal/validators');
const { isAnyArrayBuffer, isTypedArray, isUint8Array } = require('internal/types');
const { known, normalizeEncoding } = require('internal/encodings');
const { customInspect, later, webTypeError } = require('internal/shape');
const { inspect } = require('internal/inspect');

const kMaxLength = Number.MAX_SAFE_INTEGER;
const kStringMaxLength = 2 ** 29 - 24;
const allocationLimit = 2 ** 32; // what the engine is asked for at most: beyond it, Node's own refusal

class FastBuffer extends Uint8Array {
  // eslint-disable-next-line no-useless-constructor
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

FastBuffer.prototype.constructor = Buffer;
Buffer.prototype = FastBuffer.prototype;
Object.setPrototypeOf(Buffer, Uint8Array);
require('internal/buffer_numbers').addMethods(Buffer.prototype);

const empty = () => new FastBuffer(0);

function sized(size) {
  if (size > allocationLimit) throw new RangeError('Array buffer allocation failed');
  return new FastBuffer(size);
}

function encodingOf(name) {
  const encoding = known(name);
  if (encoding === undefined) throw new ERR_UNKNOWN_ENCODING(name);
  return encoding;
}

let warned = false;

function Buffer(arg, encodingOrOffset, length) {
  if (!warned) {
    warned = true;
    process.emitWarning('Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), ' +
      'Buffer.allocUnsafe(), or Buffer.from() methods instead.', 'DeprecationWarning', 'DEP0005');
  }
  if (typeof arg !== 'number') return Buffer.from(arg, encodingOrOffset, length);
  if (typeof encodingOrOffset === 'string') throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
  return Buffer.alloc(arg);
}

Object.defineProperty(Buffer, Symbol.species, { configurable: true, get() { return FastBuffer; } });

// ---- making

function fromString(string, encoding) {
  const name = !encoding || typeof encoding !== 'string' ? 'utf8' : encodingOf(encoding);
  return string === '' ? empty() : new FastBuffer(internal.encode(string, name));
}

function fromArrayBuffer(buffer, byteOffset, length) {
  const offset = byteOffset === undefined || Number.isNaN(+byteOffset) ? 0 : +byteOffset;
  const room = buffer.byteLength - offset;
  if (room < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length !== undefined) {
    length = +length > 0 ? +length : 0;
    if (length > room) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  }
  return new FastBuffer(buffer, offset, length);
}

function fromArrayLike(list) {
  if (!(list.length > 0)) return empty();
  if (list.length > allocationLimit) throw new RangeError('Array buffer allocation failed');
  const b = new FastBuffer(Math.trunc(list.length));
  b.set(list, 0);
  return b;
}

function fromObject(object) {
  if (object.length !== undefined || isAnyArrayBuffer(object.buffer)) {
    return typeof object.length === 'number' ? fromArrayLike(object) : empty();
  }
  return object.type === 'Buffer' && Array.isArray(object.data) ? fromArrayLike(object.data) : undefined;
}

Buffer.poolSize = 64 * 1024;

Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
    const inner = value.valueOf && value.valueOf();
    if (inner != null && inner !== value && (typeof inner === 'string' || typeof inner === 'object')) {
      return from(inner, encodingOrOffset, length);
    }
    const made = fromObject(value);
    if (made) return made;
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const primitive = value[Symbol.toPrimitive]('string');
      if (typeof primitive === 'string') return fromString(primitive, encodingOrOffset);
    }
  }
  throw new ERR_INVALID_ARG_TYPE('first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
};

Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  if (!isTypedArray(view)) throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  if (view.length === 0) return empty();
  let start = 0;
  let end = view.length;
  if (offset !== undefined) {
    validateInteger(offset, 'offset', 0);
    if (offset >= view.length) return empty();
    start = offset;
  }
  if (length !== undefined) {
    validateInteger(length, 'length', 0);
    end = Math.min(start + length, view.length);
  }
  if (end <= start) return empty();
  const width = view.byteLength / view.length;
  return fromArrayLike(new Uint8Array(view.buffer, view.byteOffset + start * width, (end - start) * width));
};

Buffer.of = (...items) => fromArrayLike(items);
Object.defineProperty(Buffer.of, 'name', { value: 'of', configurable: true });

Buffer.alloc = function alloc(size, fill, encoding) {
  validateNumber(size, 'size', 0, kMaxLength);
  const b = sized(size);
  return fill !== undefined && fill !== 0 && size > 0 ? b.fill(fill, 0, b.length, encoding) : b;
};

Buffer.allocUnsafe = function allocUnsafe(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return sized(size);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return sized(size);
};

function SlowBuffer(size) {
  validateNumber(size, 'size', 0, kMaxLength);
  return sized(size);
}

Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

Buffer.isBuffer = function isBuffer(b) {
  return b instanceof Buffer;
};

Buffer.compare = function compare(buf1, buf2) {
  if (!isUint8Array(buf1)) throw new ERR_INVALID_ARG_TYPE('buf1', ['Buffer', 'Uint8Array'], buf1);
  if (!isUint8Array(buf2)) throw new ERR_INVALID_ARG_TYPE('buf2', ['Buffer', 'Uint8Array'], buf2);
  return buf1 === buf2 ? 0 : internal.compare(buf1, buf2);
};

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding !== '' && known(encoding) !== undefined;
};

Buffer.concat = function concat(list, length) {
  validateArray(list, 'list');
  if (list.length === 0) return empty();
  if (length !== undefined) validateInteger(length, 'length', 0, kMaxLength);
  let total = 0;
  for (let i = 0; i < list.length; i++) {
    if (!isUint8Array(list[i])) throw new ERR_INVALID_ARG_TYPE(`list[${i}]`, ['Buffer', 'Uint8Array'], list[i]);
    total += list[i].length;
  }
  const joined = sized(length ?? total);
  let at = 0;
  for (const one of list) {
    const part = at + one.length > joined.length ? Uint8Array.prototype.subarray.call(one, 0, joined.length - at) : one;
    Uint8Array.prototype.set.call(joined, part, at);
    at += part.length;
    if (at === joined.length) break;
  }
  return joined;
};

Buffer.byteLength = function byteLength(string, encoding) {
  if (typeof string === 'string') return internal.byteLength(string, (encoding && known(encoding)) || 'utf8');
  if (ArrayBuffer.isView(string) || isAnyArrayBuffer(string)) return string.byteLength;
  throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
};

// ---- methods

const methods = Buffer.prototype;

for (const [name, property] of [['parent', 'buffer'], ['offset', 'byteOffset']]) {
  Object.defineProperty(methods, name, {
    enumerable: true,
    get() { return this instanceof Buffer ? this[property] : undefined; },
  });
}

function index(value, name, { min = 0, max = Infinity, range = `>= ${min}` } = {}) {
  let n = +value;
  if (!Number.isInteger(n)) n = n >= Number.MIN_SAFE_INTEGER && n <= Number.MAX_SAFE_INTEGER ? Math.floor(n) : 0;
  if (n < min || n > max) throw new ERR_OUT_OF_RANGE(name, range, n);
  return n;
}

methods.copy = function copy(target, targetStart, sourceStart, sourceEnd) {
  if (!ArrayBuffer.isView(this)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], this);
  if (!ArrayBuffer.isView(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  const size = this.byteLength;
  const to = targetStart === undefined ? 0 : index(targetStart, 'targetStart');
  const from = sourceStart === undefined ? 0 : index(sourceStart, 'sourceStart', { max: size, range: `>= 0 && <= ${size}` });
  const end = sourceEnd === undefined ? size : index(sourceEnd, 'sourceEnd');
  const count = Math.min(end - from, target.byteLength - to, size - from);
  if (to >= target.byteLength || from >= end || count <= 0) return 0;
  internal.copy(this, target, to, from, count);
  return count;
};

const clip = (value, length) => (value === undefined || value > length ? length : Math.trunc(value) || 0);

methods.toString = function toString(encoding, start, end) {
  const { length } = this;
  if (arguments.length === 0) return internal.decode(this, 0, length, 'utf8');
  const from = start <= 0 ? 0 : start >= length ? length : Math.trunc(start) || 0;
  const to = clip(end, length);
  if (to <= from) return '';
  return internal.decode(this, from, to, encoding === undefined ? 'utf8' : encodingOf(encoding));
};

methods.toLocaleString = methods.toString;

methods.equals = function equals(otherBuffer) {
  if (!isUint8Array(otherBuffer)) throw new ERR_INVALID_ARG_TYPE('otherBuffer', ['Buffer', 'Uint8Array'], otherBuffer);
  return this === otherBuffer || (this.byteLength === otherBuffer.byteLength && internal.compare(this, otherBuffer) === 0);
};

let INSPECT_MAX_BYTES = 50;

// extras shows the properties that a program has put on a Buffer, in the middle of its brackets.
function extras(buffer, context) {
  const names = context.showHidden ? Reflect.ownKeys(buffer) :
    [...Object.keys(buffer), ...Object.getOwnPropertySymbols(buffer).filter((key) => methods.propertyIsEnumerable.call(buffer, key))];
  const bag = { __proto__: null };
  for (const name of names) {
    if (typeof name === 'symbol' || !/^\d+$/.test(name)) bag[name] = buffer[name];
  }
  if (Reflect.ownKeys(bag).length === 0) return '';
  const text = inspect(bag, { ...context, breakLength: Infinity, compact: true });
  return (buffer.length === 0 ? '' : ', ') + text.slice('[Object: null prototype] { '.length, -2);
}

methods[customInspect] = function inspect(recurseTimes, context) {
  const more = this.length - INSPECT_MAX_BYTES;
  let text = internal.decode(this, 0, Math.min(INSPECT_MAX_BYTES, this.length), 'hex').replace(/(.{2})/g, '$1 ').trim();
  if (more > 0) text += ` ... ${more} more byte${more > 1 ? 's' : ''}`;
  if (context) text += extras(this, context);
  const { constructor } = this;
  return `<${typeof constructor === 'function' && Object.hasOwn(constructor, 'name') ? constructor.name : 'Buffer'} ${text}>`;
};

methods.inspect = methods[customInspect];

methods.compare = function compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
  if (!isUint8Array(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  if (arguments.length === 1) return internal.compare(this, target);
  const offset = (value, name, fallback, max = kMaxLength) => {
    if (value === undefined) return fallback;
    validateInteger(value, name, 0, max);
    return value;
  };
  const tStart = offset(targetStart, 'targetStart', 0);
  const tEnd = offset(targetEnd, 'targetEnd', target.length, target.length);
  const sStart = offset(sourceStart, 'sourceStart', 0);
  const sEnd = offset(sourceEnd, 'sourceEnd', this.length, this.length);
  if (sStart >= sEnd) return tStart >= tEnd ? 0 : -1;
  if (tStart >= tEnd) return 1;
  return internal.compare(Uint8Array.prototype.subarray.call(this, sStart, sEnd), Uint8Array.prototype.subarray.call(target, tStart, tEnd));
};

function find(buffer, value, byteOffset, end, encoding, forward) {
  validateBuffer(buffer);
  if (typeof byteOffset === 'string') {
    encoding = byteOffset;
    byteOffset = undefined;
  }
  let offset = Math.trunc(Math.max(-0x80000000, Math.min(0x7fffffff, +byteOffset)));
  if (Number.isNaN(offset)) offset = forward ? 0 : buffer.byteLength;
  if (typeof value === 'number') return internal.indexOf(buffer, value >>> 0 & 255, offset, forward, end, 'latin1');
  if (typeof value === 'string') {
    return internal.indexOf(buffer, value, offset, forward, end, encoding === undefined ? 'utf8' : encodingOf(encoding));
  }
  if (isUint8Array(value)) {
    return internal.indexOf(buffer, value, offset, forward, end, (encoding !== undefined && known(encoding)) || 'utf8');
  }
  throw new ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

const finder = (forward) => function(value, offset, end, encoding) {
  if (typeof end === 'string') {
    encoding = end;
    end = undefined;
  }
  return find(this, value, offset, end ?? this.length, encoding, forward);
};

methods.indexOf = finder(true);
methods.lastIndexOf = finder(false);
methods.includes = function includes(value, offset, end, encoding) {
  return methods.indexOf.call(this, value, offset, end, encoding) !== -1;
};
for (const name of ['indexOf', 'lastIndexOf']) Object.defineProperty(methods[name], 'name', { value: name, configurable: true });

function fillEncoding(encoding) {
  const name = normalizeEncoding(encoding);
  if (name !== undefined) return name;
  validateString(encoding, 'encoding');
  throw new ERR_UNKNOWN_ENCODING(encoding);
}

methods.fill = function fill(value, offset, end, encoding) {
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = 0;
      end = this.length;
    } else if (typeof end === 'string') {
      encoding = end;
      end = this.length;
    }
    encoding = fillEncoding(encoding);
    if (value === '') value = 0;
  }
  if (offset === undefined) {
    offset = 0;
    end = this.length;
  } else {
    validateInteger(offset, 'offset', 0, kMaxLength);
    if (end === undefined) end = this.length;
    else validateInteger(end, 'end', 0, this.length);
    if (offset >= end) return this;
  }
  if (end > this.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  if (typeof value === 'number') Uint8Array.prototype.fill.call(this, value, offset, end);
  else if (!internal.fill(this, value, offset, end, encoding)) throw new ERR_INVALID_ARG_VALUE('value', value);
  return this;
};

function put(buffer, string, offset, length, encoding) {
  if (typeof string !== 'string') throw webTypeError('argument must be a string');
  return internal.write(buffer, string, offset, length, encoding);
}

methods.write = function write(string, offset, length, encoding) {
  const size = this.length;
  if (offset === undefined) return put(this, string, 0, size, 'utf8');
  if (length === undefined && typeof offset === 'string') {
    encoding = offset;
    offset = 0;
    length = size;
  } else {
    validateInteger(offset, 'offset', 0, size);
    if (typeof length === 'string') {
      encoding = length;
      length = undefined;
    }
    if (length !== undefined) validateInteger(length, 'length', 0, size);
    length = Math.min(length ?? size, size - offset);
  }
  return put(this, string, offset, length, encoding ? encodingOf(encoding) : 'utf8');
};

methods.toJSON = function toJSON() {
  return { type: 'Buffer', data: Array.from(this) };
};

function position(offset, length) {
  const n = Math.trunc(offset);
  if (Number.isNaN(n)) return 0;
  return n < 0 ? Math.max(n + length, 0) : Math.min(n, length);
}

methods.subarray = function subarray(start, end) {
  const size = this.length;
  const from = position(start, size);
  const to = end === undefined ? size : position(end, size);
  return new FastBuffer(this.buffer, this.byteOffset + from, Math.max(to - from, 0));
};

methods.slice = function slice(start, end) {
  return this.subarray(start, end);
};

for (const [name, width] of [['swap16', 2], ['swap32', 4], ['swap64', 8]]) {
  methods[name] = { [name]() {
    if (this.length % width !== 0) throw new ERR_INVALID_BUFFER_SIZE(`${width * 8}-bits`);
    internal.swap(this, width);
    return this;
  } }[name];
}

// The methods that Node's own modules and some packages use in place of toString and write.
for (const [prefix, encoding] of [['ascii', 'ascii'], ['base64', 'base64'], ['base64url', 'base64url'], ['latin1', 'latin1'],
  ['hex', 'hex'], ['ucs2', 'utf16le'], ['utf8', 'utf8']]) {
  methods[`${prefix}Slice`] = { [`${prefix}Slice`](start = 0, end = this.length) {
    if (start > end || start < 0 || end > this.length) throw new ERR_OUT_OF_RANGE('end', `>= 0 && <= ${this.length}`, end);
    return internal.decode(this, start, end, encoding);
  } }[`${prefix}Slice`];
  methods[`${prefix}Write`] = { [`${prefix}Write`](string, offset = 0, length = this.length - offset) {
    if (offset < 0 || offset > this.length) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
    return put(this, string, offset, Math.min(length, this.length - offset), encoding);
  } }[`${prefix}Write`];
}

// ---- functions of the module

const transcodable = new Set(['utf8', 'utf16le', 'latin1', 'ascii']);

function transcode(source, fromEncoding, toEncoding) {
  if (!isUint8Array(source)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  if (source.length === 0) return empty();
  const from = known(fromEncoding);
  const to = known(toEncoding);
  if (!transcodable.has(from) || !transcodable.has(to)) {
    throw genericNodeError('Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]', { code: 'U_ILLEGAL_ARGUMENT_ERROR', errno: 1 });
  }
  const text = from === 'ascii' ? internal.decode(source, 0, source.length, 'latin1').replace(/[\x80-\xff]/g, '\ufffd') :
    internal.decode(source, 0, source.length, from);
  const limit = to === 'latin1' ? 0xff : to === 'ascii' ? 0x7f : Infinity;
  const fitting = limit === Infinity ? text : Array.from(text, (c) => (c.codePointAt(0) > limit ? '?' : c)).join('');
  return Buffer.from(fitting, to);
}

const invalidCharacter = (message) => new (require('internal/domexception').DOMException)(message, 'InvalidCharacterError');

function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const text = `${input}`;
  if (/[^\0-\xff]/.test(text)) throw invalidCharacter('Invalid character');
  return Buffer.from(text, 'latin1').toString('base64');
}

// atob follows infra.spec.whatwg.org, "forgiving-base64 decode".
function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  let text = `${input}`.replace(/[\t\n\f\r ]+/g, '');
  if (text.length % 4 === 0) text = text.replace(/={1,2}$/, '');
  if (/[^A-Za-z0-9+/]/.test(text)) throw invalidCharacter('Invalid character');
  if (text.length % 4 === 1) throw invalidCharacter('The string to be decoded is not correctly encoded.');
  return Buffer.from(text, 'base64').toString('latin1');
}

function checkBytes(input) {
  if (isTypedArray(input) || isAnyArrayBuffer(input)) return;
  throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
}

function isUtf8(input) {
  checkBytes(input);
  return internal.isUtf8(input);
}

function isAscii(input) {
  checkBytes(input);
  return internal.isAscii(input);
}

module.exports = {
  Buffer,
  SlowBuffer: require('internal/promisify').deprecate(SlowBuffer,
    'SlowBuffer() is deprecated. Please use Buffer.allocUnsafeSlow()', 'DEP0030'),
  transcode,
  isUtf8,
  isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
};

Object.defineProperties(module.exports, {
  constants: {
    enumerable: true,
    value: Object.defineProperties({}, {
      MAX_LENGTH: { value: kMaxLength, enumerable: true },
      MAX_STRING_LENGTH: { value: kStringMaxLength, enumerable: true },
    }),
  },
  INSPECT_MAX_BYTES: {
    configurable: true,
    enumerable: true,
    get() { return INSPECT_MAX_BYTES; },
    set(value) {
      validateNumber(value, 'INSPECT_MAX_BYTES', 0);
      INSPECT_MAX_BYTES = value;
    },
  },
});
later(module.exports, 'internal/blob', 'Blob', 'resolveObjectURL', 'File');
