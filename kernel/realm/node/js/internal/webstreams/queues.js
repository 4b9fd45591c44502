'use strict';
// Queues whose entries have sizes (section 8.1 of the standard) and the two queuing strategies (section 7).

const { codes } = require('internal/errors');
const { validateObject } = require('internal/validators');
const { enumerable, named, tag } = require('internal/shape');
const { customInspect, kState, show } = require('internal/webstreams/promises');

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_OPTION } = codes;

// A SizedQueue keeps the total of its entries' sizes.
class SizedQueue {
  #entries = [];
  #first = 0;
  size = 0;

  get length() { return this.#entries.length - this.#first; }

  push(value, size) {
    size = Number(size);
    if (typeof size !== 'number' || Number.isNaN(size) || size < 0 || size === Infinity) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('size', size);
    }
    this.#entries.push({ value, size });
    this.size += size;
  }

  shift() {
    const entry = this.#entries[this.#first];
    this.#entries[this.#first++] = undefined;
    if (this.#first === this.#entries.length) {
      this.#entries = [];
      this.#first = 0;
    } else if (this.#first > 1024) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
    this.size = Math.max(0, this.size - entry.size);
    return entry.value;
  }

  peek() { return this.#entries[this.#first].value; }

  clear() {
    this.#entries = [];
    this.#first = 0;
    this.size = 0;
  }
}

function strategyMark(init) {
  validateObject(init, 'init');
  if (init.highWaterMark === undefined) throw new ERR_MISSING_OPTION('init.highWaterMark');
  return +init.highWaterMark;
}

// strategyClass makes one of the two classes; size is shared by all its instances, as the standard wants.
function strategyClass(name, size) {
  const Class = { [name]: class {
    constructor(init) { this[kState] = { highWaterMark: strategyMark(init) }; }

    get highWaterMark() {
      if (!isStrategy(this)) throw new ERR_INVALID_THIS(name);
      return this[kState].highWaterMark;
    }

    get size() {
      if (!isStrategy(this)) throw new ERR_INVALID_THIS(name);
      return size;
    }
  } }[name];
  const isStrategy = (value) => value?.[kState]?.highWaterMark !== undefined && value instanceof Class;
  const shown = named(show((strategy) => ({ highWaterMark: strategy.highWaterMark })), '[nodejs.util.inspect.custom]');
  Object.defineProperty(Class.prototype, customInspect, { value: shown, configurable: true, writable: true });
  enumerable(Class.prototype, 'highWaterMark', 'size');
  tag(Class, name);
  return Class;
}

const CountQueuingStrategy = strategyClass('CountQueuingStrategy', named(() => 1, 'size'));
const ByteLengthQueuingStrategy = strategyClass('ByteLengthQueuingStrategy', named((chunk) => chunk.byteLength, 'size'));

// markOf and sizeOf read a strategy (section 7.4).
function markOf(strategy, fallback) {
  if (strategy?.highWaterMark === undefined) return fallback;
  const mark = +strategy.highWaterMark;
  if (Number.isNaN(mark) || mark < 0) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', strategy.highWaterMark);
  return mark;
}

function sizeOf(strategy) {
  const { size } = strategy ?? {};
  if (size === undefined) return () => 1;
  if (typeof size !== 'function') throw new ERR_INVALID_ARG_TYPE('strategy.size', 'Function', size);
  return (chunk) => size.call(strategy, chunk);
}

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy, SizedQueue, markOf, sizeOf };
