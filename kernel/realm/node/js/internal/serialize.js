'use strict';
// A value taken apart for another thread, and put together there: the structured clone algorithm
// (html.spec.whatwg.org, section 2.7) in its two halves, with V8's words for what cannot be cloned.
//
//	packet = serialize(value, transferList)        { value, moved } = deserialize(packet)
//
// A packet is a list of primitives, in which a number says what follows, and the bytes and ports beside it.

const { DOMException, isDOMException } = require('internal/domexception');
const { kClone, kTransfer, kUncloneable } = require('internal/shape');
const { nameOf, refuse, sortTransfer, errorClasses } = require('internal/structured_clone');

const { kind, isShared, pack, unpack } = internal;

const PRIMITIVE = 0;
const SEEN = 1;
const OBJECT = 2;
const ARRAY = 3;
const BOX = 4;
const DATE = 5;
const REGEXP = 6;
const MAP = 7;
const SET = 8;
const BUFFER = 9;
const SHARED = 10;
const VIEW = 11;
const ERROR = 12;
const EXCEPTION = 13;
const MOVED = 14;
const LOCAL = 15;
const BLOB = 16;

const typedArrayName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

// marks are objects that a program has taken out of cloning or transferring.
const untransferable = new WeakSet();
const uncloneable = {
  some: false, // until a program marks one, nobody has to look
  marked: new WeakSet(),
  add(object) {
    this.some = true;
    this.marked.add(object);
  },
  has(object) { return this.some && this.marked.has(object); },
};

class Writer {
  constructor(moved) {
    this.ops = [];
    this.copied = [];
    this.shared = [];
    this.locals = [];
    this.moved = moved; // object -> its place in the list of what is transferred
    this.seen = new Map();
  }

  write(value) {
    const { ops } = this;
    if (typeof value === 'symbol' || typeof value === 'function') refuse(`${nameOf(value)} could not be cloned.`);
    if (typeof value !== 'object' || value === null) ops.push(PRIMITIVE, value);
    else if (this.moved.has(value)) ops.push(MOVED, this.moved.get(value));
    else if (this.seen.has(value)) ops.push(SEEN, this.seen.get(value));
    else this.object(value);
  }

  object(value) {
    if (uncloneable.has(value)) refuse('Cannot clone object of unsupported type.');
    this.seen.set(value, this.seen.size);
    const what = kind(value);
    const writer = what === '' ? Writer.own : writers[what];
    if (writer === undefined) refuse(`${nameOf(value)} could not be cloned.`);
    writer(this, value);
  }

  // own writes arrays, objects of ours, and plain objects.
  static own(writer, value) {
    if (Array.isArray(value)) {
      writer.ops.push(ARRAY, value.length);
      writer.properties(value);
      return;
    }
    if (value[kUncloneable]) refuse('Cannot clone object of unsupported type.');
    if (typeof value[kClone] === 'function') {
      writer.special(value);
      return;
    }
    if (typeof value[kTransfer] === 'function') refuse('Object that needs transfer was found in message but not listed in transferList');
    writer.ops.push(OBJECT);
    writer.properties(value);
  }

  // special writes an object with a way of its own to be cloned. Beside blobs, none of them reaches another thread.
  special(value) {
    const blob = require('internal/blob').dataOf(value);
    if (blob !== undefined) {
      this.ops.push(BLOB, this.copied.length, blob.type, blob.name, blob.lastModified);
      this.copied.push(blob.bytes);
      return;
    }
    this.ops.push(LOCAL, this.locals.length);
    this.locals.push(value[kClone]());
  }

  properties(value) {
    const keys = Object.keys(value);
    this.ops.push(keys.length);
    for (const key of keys) {
      this.ops.push(key);
      this.write(value[key]);
    }
  }
}

const box = (writer, value) => writer.ops.push(BOX, value.valueOf());

const writers = {
  Number: box,
  String: box,
  Boolean: box,
  BigInt: box,
  Symbol: () => refuse('[object Symbol] could not be cloned.'),
  Date: (writer, value) => writer.ops.push(DATE, value.getTime()),
  RegExp: (writer, value) => writer.ops.push(REGEXP, value.source, value.flags),
  Map(writer, value) {
    const entries = [...value];
    writer.ops.push(MAP, entries.length);
    for (const [key, one] of entries) {
      writer.write(key);
      writer.write(one);
    }
  },
  Set(writer, value) {
    const entries = [...value];
    writer.ops.push(SET, entries.length);
    for (const one of entries) writer.write(one);
  },
  ArrayBuffer(writer, value) {
    if (isShared(value)) {
      writer.ops.push(SHARED, writer.shared.length);
      writer.shared.push(value);
      return;
    }
    if (internal.detached(value)) refuse('An ArrayBuffer is detached and could not be cloned.');
    writer.ops.push(BUFFER, writer.copied.length);
    writer.copied.push(value);
  },
  TypedArray(writer, value) {
    writer.ops.push(VIEW, Reflect.apply(typedArrayName, value, []), value.byteOffset, value.length);
    writer.write(value.buffer);
  },
  DataView(writer, value) {
    writer.ops.push(VIEW, 'DataView', value.byteOffset, value.byteLength);
    writer.write(value.buffer);
  },
  Error(writer, value) {
    if (isDOMException(value)) {
      writer.ops.push(EXCEPTION, value.name, `${value.message}`, value.stack);
      return;
    }
    const message = Object.getOwnPropertyDescriptor(value, 'message');
    const { name, stack } = value;
    writer.ops.push(ERROR, Object.hasOwn(errorClasses, name) ? name : 'Error',
      message !== undefined && 'value' in message ? `${message.value}` : undefined,
      typeof stack === 'string' ? stack : undefined, Object.hasOwn(value, 'cause'));
    if (Object.hasOwn(value, 'cause')) writer.write(value.cause);
  },
};

const noObjects = [];

// serialize takes a value apart. Nothing is moved if something cannot be cloned.
function serialize(value, list = noObjects) {
  if (list.length === 0 && !uncloneable.some) {
    const packet = internal.packPlain(value, kClone, kTransfer, kUncloneable);
    if (packet !== undefined) return packet;
  }
  const { bindingOf, release } = require('internal/messaging');
  const { buffers, others } = sortTransfer(list, untransferable);
  const ports = others.filter((other) => bindingOf(other) !== null);
  const bindings = ports.map((port) => bindingOf(port));
  if (bindings.includes(undefined)) refuse('MessagePort in transfer list is already detached');
  const moves = others.filter((other) => bindingOf(other) === null).map((other) => [other, other[kTransfer]()]);
  const moved = new Map([...buffers, ...ports, ...moves.map(([other]) => other)].map((one, i) => [one, i]));
  const writer = new Writer(moved);
  writer.write(value);
  for (const port of ports) release(port);
  for (const [, move] of moves) move.commit();
  const ops = [buffers.length, ports.length, moves.length, ...writer.ops];
  return pack(ops, writer.copied, buffers, writer.shared, bindings, [...moves.map(([, move]) => move.copy), ...writer.locals]);
}

class Reader {
  constructor(packet) {
    const { portOn } = require('internal/messaging');
    const [ops, buffers, shared, ends, locals] = unpack(packet);
    const [moved, ports, moves] = [ops[0], ops[1], ops[2]];
    if (locals === undefined) throw new TypeError('Unable to deserialize cloned data.');
    Object.assign(this, { ops, at: 3, shared, objects: [] });
    this.copied = buffers.slice(0, buffers.length - moved);
    this.moved = [...buffers.slice(buffers.length - moved), ...ends.slice(0, ports).map(portOn), ...locals.slice(0, moves)];
    this.locals = locals.slice(moves);
  }

  next() { return this.ops[this.at++]; }

  read() {
    const what = this.next();
    switch (what) {
      case PRIMITIVE: return this.next();
      case SEEN: return this.objects[this.next()];
      case MOVED: return this.moved[this.next()];
    }
    const place = this.objects.length++;
    return readers[what](this, (object) => { this.objects[place] = object; return object; });
  }

  properties(object) {
    for (let n = this.next(); n > 0; n--) {
      const key = this.next();
      const value = this.read();
      if (key === '__proto__') Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
      else object[key] = value;
    }
    return object;
  }
}

const hide = (object, key, value) => Object.defineProperty(object, key, { value, configurable: true, writable: true });

const readers = {
  [OBJECT]: (reader, keep) => reader.properties(keep({})),
  [ARRAY]: (reader, keep) => reader.properties(keep(new Array(reader.next()))),
  [BOX]: (reader, keep) => keep(Object(reader.next())),
  [DATE]: (reader, keep) => keep(new Date(reader.next())),
  [REGEXP]: (reader, keep) => keep(new RegExp(reader.next(), reader.next())),
  [MAP](reader, keep) {
    const map = keep(new Map());
    for (let n = reader.next(); n > 0; n--) map.set(reader.read(), reader.read());
    return map;
  },
  [SET](reader, keep) {
    const set = keep(new Set());
    for (let n = reader.next(); n > 0; n--) set.add(reader.read());
    return set;
  },
  [BUFFER]: (reader, keep) => keep(reader.copied[reader.next()]),
  [SHARED]: (reader, keep) => keep(reader.shared[reader.next()]),
  [VIEW](reader, keep) {
    const [name, offset, length] = [reader.next(), reader.next(), reader.next()];
    return keep(new globalThis[name](reader.read(), offset, length));
  },
  [ERROR](reader, keep) {
    const error = keep(new (errorClasses[reader.next()] ?? Error)());
    const [message, stack, caused] = [reader.next(), reader.next(), reader.next()];
    hide(error, 'stack', stack);
    if (message !== undefined) hide(error, 'message', message);
    if (caused) hide(error, 'cause', reader.read());
    return error;
  },
  [EXCEPTION](reader, keep) {
    const [name, message, stack] = [reader.next(), reader.next(), reader.next()];
    return hide(keep(new DOMException(message, name)), 'stack', stack);
  },
  [LOCAL]: (reader, keep) => keep(reader.locals[reader.next()]),
  [BLOB](reader, keep) {
    const { blobOf } = require('internal/blob');
    const bytes = reader.copied[reader.next()];
    return keep(blobOf({ bytes, type: reader.next(), name: reader.next(), lastModified: reader.next() }));
  },
};

// deserialize puts a packet together: the value, and what was transferred with it.
function deserialize(packet) {
  if (internal.isPlain(packet)) return { value: internal.unpackPlain(packet), moved: noObjects };
  const reader = new Reader(packet);
  return { value: reader.read(), moved: reader.moved };
}

module.exports = { deserialize, serialize, uncloneable, untransferable };
