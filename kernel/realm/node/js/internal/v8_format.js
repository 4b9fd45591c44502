'use strict';
// The serialization format of V8, version 15 (v8/src/objects/value-serializer.cc names the tags): what v8.serialize writes and
// what processes with the serialization 'advanced' send each other.

const { Buffer } = require('buffer');
const { kind } = internal;
const { codes: { ERR_BUFFER_OUT_OF_BOUNDS } } = require('internal/errors');

const version = 15;
const views = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array',
  'Float64Array', 'DataView', 'FastBuffer', 'BigInt64Array', 'BigUint64Array', 'Float16Array'];
const FAST_BUFFER = 10;
const regexpFlags = 'gimyusldv'; // by bit; l is not JavaScript's
const errorTags = { EvalError: 'E', RangeError: 'R', ReferenceError: 'F', SyntaxError: 'S', TypeError: 'T', URIError: 'U' };

const isIndex = (key) => /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 4294967295;
const refuse = (value) => { throw new Error(`${require('internal/structured_clone').nameOf(value)} could not be cloned.`); };

class Writer {
  constructor() {
    this.parts = [];
    this.length = 0;
    this.seen = new Map();
  }

  add(bytes) {
    this.parts.push(bytes);
    this.length += bytes.length;
  }

  tag(character) { this.add(Buffer.from(character, 'latin1')); }

  varint(value) {
    const bytes = [];
    for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
    this.add(Buffer.from([...bytes, value]));
  }

  double(value) {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    this.add(bytes);
  }

  header() { this.add(Buffer.from([255, version])); }

  value(value) {
    switch (typeof value) {
      case 'undefined': return this.tag('_');
      case 'boolean': return this.tag(value ? 'T' : 'F');
      case 'number': return this.number(value);
      case 'bigint':
        this.tag('Z');
        return this.bigint(value);
      case 'string': return this.string(value);
      case 'object': return value === null ? this.tag('0') : this.object(value);
    }
    return refuse(value);
  }

  number(value) {
    if (Number.isInteger(value) && !Object.is(value, -0) && value >= -2147483648 && value <= 2147483647) {
      this.tag('I');
      this.varint(value < 0 ? -value * 2 - 1 : value * 2);
      return;
    }
    this.tag('N');
    this.double(value);
  }

  bigint(value) {
    let digits = (value < 0n ? -value : value).toString(16);
    digits = digits === '0' ? '' : digits.padStart(Math.ceil(digits.length / 16) * 16, '0');
    this.varint(digits.length + (value < 0n ? 1 : 0)); // the number of bytes, twice, and the sign
    this.add(Buffer.from(digits, 'hex').reverse());
  }

  string(value) {
    if (/^[\0-\u00ff]*$/.test(value)) {
      this.tag('"');
      this.varint(value.length);
      this.add(Buffer.from(value, 'latin1'));
      return;
    }
    const bytes = Buffer.from(value, 'utf16le');
    const varintLength = bytes.length < 128 ? 1 : bytes.length < 16384 ? 2 : bytes.length < 2097152 ? 3 : 4;
    if ((this.length + 1 + varintLength) % 2 !== 0) this.tag('\0');
    this.tag('c');
    this.varint(bytes.length);
    this.add(bytes);
  }

  object(value) {
    if (this.seen.has(value)) {
      this.tag('^');
      this.varint(this.seen.get(value));
      return;
    }
    this.seen.set(value, this.seen.size);
    if (ArrayBuffer.isView(value)) {
      this.view(value);
      return;
    }
    const write = writers[kind(value)];
    if (write !== undefined) write(this, value);
    else if (kind(value) !== '' || typeof value === 'function') refuse(value);
    else if (Array.isArray(value)) this.array(value);
    else this.plain(value);
  }

  view(value) {
    const name = Buffer.isBuffer(value) ? 'FastBuffer' : value instanceof DataView ? 'DataView' :
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get.call(value);
    this.tag('\\');
    this.varint(views.indexOf(name));
    this.varint(value.byteLength);
    this.add(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
  }

  properties(object, keys) {
    for (const key of keys) {
      this.value(isIndex(key) ? Number(key) : key);
      this.value(object[key]);
    }
  }

  plain(value) {
    const keys = Object.keys(value);
    this.tag('o');
    this.properties(value, keys);
    this.tag('{');
    this.varint(keys.length);
  }

  array(value) {
    const keys = Object.keys(value);
    const named = keys.filter((key) => !isIndex(key));
    if (keys.length - named.length === value.length) {
      this.tag('A');
      this.varint(value.length);
      for (let i = 0; i < value.length; i++) this.value(value[i]);
      this.properties(value, named);
      this.tag('$');
      this.varint(named.length);
    } else {
      this.tag('a');
      this.varint(value.length);
      this.properties(value, keys);
      this.tag('@');
      this.varint(keys.length);
    }
    this.varint(value.length);
  }

  result() { return Buffer.concat(this.parts); }
}

const writers = {
  Boolean: (writer, value) => writer.tag(value.valueOf() ? 'y' : 'x'),
  Number(writer, value) {
    writer.tag('n');
    writer.double(value.valueOf());
  },
  BigInt(writer, value) {
    writer.tag('z');
    writer.bigint(value.valueOf());
  },
  String(writer, value) {
    writer.tag('s');
    writer.string(value.valueOf());
  },
  Date(writer, value) {
    writer.tag('D');
    writer.double(value.getTime());
  },
  RegExp(writer, value) {
    writer.tag('R');
    writer.string(value.source);
    writer.varint([...value.flags].reduce((bits, flag) => bits | (1 << regexpFlags.indexOf(flag)), 0));
  },
  Map(writer, value) {
    const entries = [...value];
    writer.tag(';');
    for (const [key, one] of entries) {
      writer.value(key);
      writer.value(one);
    }
    writer.tag(':');
    writer.varint(entries.length * 2);
  },
  Set(writer, value) {
    const entries = [...value];
    writer.tag("'");
    for (const one of entries) writer.value(one);
    writer.tag(',');
    writer.varint(entries.length);
  },
  ArrayBuffer(writer, value) {
    writer.tag('B');
    writer.varint(value.byteLength);
    writer.add(Buffer.from(value));
  },
  Error(writer, value) {
    writer.tag('r');
    if (Object.hasOwn(errorTags, value.name)) writer.tag(errorTags[value.name]);
    const message = Object.getOwnPropertyDescriptor(value, 'message');
    if (message !== undefined && 'value' in message) {
      writer.tag('m');
      writer.string(`${message.value}`);
    }
    if (Object.hasOwn(value, 'cause')) {
      writer.tag('c');
      writer.value(value.cause);
    }
    if (typeof value.stack === 'string') {
      writer.tag('s');
      writer.string(value.stack);
    }
    writer.tag('.');
  },
};

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.objects = [];
  }

  byte() {
    if (this.at >= this.bytes.length) throw new Error('Unable to deserialize cloned data.');
    return this.bytes[this.at++];
  }

  take(length) {
    if (this.at + length > this.bytes.length) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  varint() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  double() { return this.take(8).readDoubleLE(0); }

  header() {
    if (this.byte() !== 255 || this.byte() > version) throw new Error('Unable to deserialize cloned data due to invalid or unsupported version.');
  }

  tag() {
    let byte;
    do byte = this.byte(); while (byte === 0);
    return String.fromCharCode(byte);
  }

  peek() {
    while (this.bytes[this.at] === 0) this.at++;
    return String.fromCharCode(this.bytes[this.at]);
  }

  keep(object) {
    this.objects.push(object);
    return object;
  }

  bigint() {
    const bits = this.varint();
    const digits = Buffer.from(this.take(bits >> 1)).reverse().toString('hex');
    const value = digits === '' ? 0n : BigInt(`0x${digits}`);
    return bits & 1 ? -value : value;
  }

  value() {
    const tag = this.tag();
    const read = readers[tag];
    if (read === undefined) throw new Error('Unable to deserialize cloned data.');
    return read(this);
  }

  properties(object, end) {
    while (this.peek() !== end) {
      const key = this.value();
      Object.defineProperty(object, key, { value: this.value(), configurable: true, enumerable: true, writable: true });
    }
    this.tag();
    return this.varint();
  }

  list(end) {
    const values = [];
    while (this.peek() !== end) values.push(this.value());
    this.tag();
    this.varint();
    return values;
  }
}

const readers = {
  '_': () => undefined,
  '0': () => null,
  'T': () => true,
  'F': () => false,
  'I'(reader) {
    const value = reader.varint();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  },
  'U': (reader) => reader.varint(),
  'N': (reader) => reader.double(),
  'Z': (reader) => reader.bigint(),
  '"': (reader) => reader.take(reader.varint()).toString('latin1'),
  'c': (reader) => reader.take(reader.varint()).toString('utf16le'),
  'S': (reader) => reader.take(reader.varint()).toString('utf8'),
  '^': (reader) => reader.objects[reader.varint()],
  'o'(reader) {
    const object = reader.keep({});
    reader.properties(object, '{');
    return object;
  },
  'A'(reader) {
    const array = reader.keep(new Array(reader.varint()));
    for (let i = 0; i < array.length; i++) {
      if (reader.peek() === '-') reader.tag();
      else array[i] = reader.value();
    }
    reader.properties(array, '$');
    reader.varint();
    return array;
  },
  'a'(reader) {
    const array = reader.keep(new Array(reader.varint()));
    reader.properties(array, '@');
    reader.varint();
    return array;
  },
  'D': (reader) => reader.keep(new Date(reader.double())),
  'y': (reader) => reader.keep(Object(true)),
  'x': (reader) => reader.keep(Object(false)),
  'n': (reader) => reader.keep(Object(reader.double())),
  'z': (reader) => reader.keep(Object(reader.bigint())),
  's': (reader) => reader.keep(Object(reader.value())),
  'R'(reader) {
    const source = reader.value();
    const bits = reader.varint();
    return reader.keep(new RegExp(source, [...regexpFlags].filter((flag, i) => bits & (1 << i)).join('')));
  },
  ';'(reader) {
    const map = reader.keep(new Map());
    const list = reader.list(':');
    for (let i = 0; i < list.length; i += 2) map.set(list[i], list[i + 1]);
    return map;
  },
  "'"(reader) {
    const set = reader.keep(new Set());
    for (const value of reader.list(',')) set.add(value);
    return set;
  },
  'B'(reader) {
    const bytes = reader.take(reader.varint());
    return reader.keep(new Uint8Array(bytes).buffer);
  },
  'r'(reader) {
    const names = Object.fromEntries(Object.entries(errorTags).map(([name, tag]) => [tag, name]));
    const place = reader.objects.length++;
    let tag = reader.tag();
    const error = new globalThis[names[tag] ?? 'Error']();
    if (names[tag] !== undefined) tag = reader.tag();
    reader.objects[place] = error;
    const fields = { m: 'message', s: 'stack', c: 'cause' };
    for (; tag !== '.'; tag = reader.tag()) {
      Object.defineProperty(error, fields[tag], { value: reader.value(), configurable: true, writable: true });
    }
    return error;
  },
  '\\'(reader) {
    const [type, length] = [reader.varint(), reader.varint()];
    const { buffer } = new Uint8Array(reader.take(length));
    if (type === FAST_BUFFER) return reader.keep(Buffer.from(buffer));
    return reader.keep(new globalThis[views[type]](buffer));
  },
};

function serialize(value) {
  const writer = new Writer();
  writer.header();
  writer.value(value);
  return writer.result();
}

function deserialize(bytes) {
  const reader = new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  reader.header();
  return reader.value();
}

module.exports = { deserialize, serialize };
