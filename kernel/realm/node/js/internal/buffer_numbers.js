'use strict';
// The methods of Buffer that read and write numbers: readInt16LE and its sixty relatives.

const { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = require('internal/errors').codes;
const { validateNumber } = require('internal/validators');

// outOfBounds throws Node's error of an offset (or, named, a length) beyond what there is.
function outOfBounds(value, last, name) {
  if (Math.floor(value) !== value) {
    validateNumber(value, name);
    throw new ERR_OUT_OF_RANGE(name || 'offset', 'an integer', value);
  }
  if (last < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  throw new ERR_OUT_OF_RANGE(name || 'offset', `>= ${name ? 1 : 0} and <= ${last}`, value);
}

function checkOffset(buffer, offset, size) {
  validateNumber(offset, 'offset');
  if (!Number.isInteger(offset) || offset < 0 || offset + size > buffer.length) outOfBounds(offset, buffer.length - size);
}

// limits returns the smallest and the largest value of so many bytes, as a BigInt for eight.
function limits(size, signed) {
  const bits = size * 8;
  if (size === 8) return signed ? [-(2n ** 63n), 2n ** 63n - 1n] : [0n, 2n ** 64n - 1n];
  return signed ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
}

function checkValue(value, size, signed) {
  const [min, max] = limits(size, signed);
  if (!(value > max || value < min)) return;
  const n = typeof min === 'bigint' ? 'n' : '';
  const power = `2${n} ** ${size * 8 - (signed ? 1 : 0)}${n}`;
  const range = size <= 4 ? `>= ${min}${n} and <= ${max}${n}` :
    signed ? `>= -(${power}) and < ${power}` : `>= 0${n} and < ${power}`;
  throw new ERR_OUT_OF_RANGE('value', range, value);
}

function reader(size, signed, little) {
  const read = signed ? internal.readInt : internal.readUInt;
  return function(offset = 0) {
    checkOffset(this, offset, size);
    return read(this, offset, size, little);
  };
}

function byteReader(signed) {
  return function(offset = 0) {
    validateNumber(offset, 'offset');
    const value = this[offset];
    if (value === undefined) outOfBounds(offset, this.length - 1);
    return signed ? value << 24 >> 24 : value;
  };
}

function put(buffer, value, offset, size, signed, little) {
  const number = +value;
  if (size === 1) validateNumber(offset, 'offset');
  checkValue(number, size, signed);
  checkOffset(buffer, offset, size);
  internal.writeInt(buffer, offset, size, little, number);
  return offset + size;
}

function writer(size, signed, little) {
  return function(value, offset = 0) {
    return put(this, value, offset, size, signed, little);
  };
}

function anyReader(signed, little) {
  const sizes = Array.from({ length: 7 }, (_, size) => (size > 0 ? reader(size, signed, little) : undefined));
  return function(offset, byteLength) {
    if (offset === undefined) throw new ERR_INVALID_ARG_TYPE('offset', 'number', offset);
    const read = typeof byteLength === 'number' ? sizes[byteLength] : undefined;
    return read === undefined ? outOfBounds(byteLength, 6, 'byteLength') : read.call(this, offset);
  };
}

// Unlike the writers of one size, this one has no offset to fall back on.
function anyWriter(signed, little) {
  return function(value, offset, byteLength) {
    if (!(Number.isInteger(byteLength) && byteLength > 0 && byteLength <= 6)) outOfBounds(byteLength, 6, 'byteLength');
    return put(this, value, offset, byteLength, signed, little);
  };
}

function bigReader(signed, little) {
  return function(offset = 0) {
    checkOffset(this, offset, 8);
    return internal.readBig(this, offset, 8, little, signed);
  };
}

function bigWriter(signed, little) {
  return function(value, offset = 0) {
    checkValue(value, 8, signed);
    checkOffset(this, offset, 8);
    internal.writeBig(this, offset, 8, little, value);
    return offset + 8;
  };
}

function floatReader(size, little) {
  return function(offset = 0) {
    checkOffset(this, offset, size);
    return internal.readFloat(this, offset, size, little);
  };
}

function floatWriter(size, little) {
  return function(value, offset = 0) {
    const number = +value;
    checkOffset(this, offset, size);
    internal.writeFloat(this, offset, size, little, number);
    return offset + size;
  };
}

function addMethods(prototype) {
  const add = (name, fn) => {
    prototype[name] = Object.defineProperty(fn, 'name', { value: name, configurable: true });
    if (name.includes('UInt')) prototype[name.replace('UInt', 'Uint')] = fn;
  };
  for (const [order, little] of [['LE', true], ['BE', false]]) {
    for (const [kind, signed] of [['UInt', false], ['Int', true]]) {
      add(`read${kind}${order}`, anyReader(signed, little));
      add(`write${kind}${order}`, anyWriter(signed, little));
      for (const size of [2, 4]) {
        add(`read${kind}${size * 8}${order}`, reader(size, signed, little));
        add(`write${kind}${size * 8}${order}`, writer(size, signed, little));
      }
      add(`readBig${kind}64${order}`, bigReader(signed, little));
      add(`writeBig${kind}64${order}`, bigWriter(signed, little));
    }
    for (const [kind, size] of [['Float', 4], ['Double', 8]]) {
      add(`read${kind}${order}`, floatReader(size, little));
      add(`write${kind}${order}`, floatWriter(size, little));
    }
  }
  for (const [kind, signed] of [['UInt8', false], ['Int8', true]]) {
    add(`read${kind}`, byteReader(signed));
    add(`write${kind}`, writer(1, signed, true));
  }
}

module.exports = { addMethods };
