'use strict';
// The helpers of Readable that are named as those of arrays: lazy ones give a new Readable, eager ones a promise.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateAbortSignal, validateInteger, validateObject } = require('internal/validators');
const { asyncGenerator, awaiting } = require('internal/async_generator');
const { drive, each } = require('internal/streams/for_await');
const { named } = require('internal/shape');

const kEmpty = Symbol('kEmpty');
const kEof = Symbol('kEof');

function check(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
}

function checkFunction(fn) {
  if (typeof fn !== 'function') throw new ERR_INVALID_ARG_TYPE('fn', 'Function', fn);
}

const aborted = (signal) => new AbortError(undefined, { cause: signal.reason });

// A Mapping runs fn on the values of a stream, several at a time, and yields the results in order.
class Mapping {
  constructor(stream, fn, options) {
    this.stream = stream;
    this.fn = fn;
    this.concurrency = options?.concurrency != null ? Math.floor(options.concurrency) : 1;
    this.highWaterMark = options?.highWaterMark != null ? Math.floor(options.highWaterMark) : this.concurrency - 1;
    validateInteger(this.concurrency, 'options.concurrency', 1);
    validateInteger(this.highWaterMark, 'options.highWaterMark', 0);
    this.highWaterMark += this.concurrency;
    this.controller = new AbortController();
    const sources = [this.controller.signal];
    if (options?.signal != null) sources.unshift(options.signal);
    this.signal = AbortSignal.any(sources);
    this.queue = [];
    this.running = 0;
    this.done = false;
    this.next = undefined; // wakes who waits for a result
    this.resume = undefined; // wakes the pump
  }

  finished() {
    this.done = true;
    this.settled();
  }

  settled() {
    this.running--;
    this.wakePump();
  }

  wakePump() {
    if (!this.resume || this.done || this.running >= this.concurrency || this.queue.length >= this.highWaterMark) return;
    const resume = this.resume;
    this.resume = undefined;
    resume();
  }

  wakeReader() {
    const next = this.next;
    this.next = undefined;
    next?.();
  }

  * pump() {
    try {
      const mapping = this;
      const stopped = yield* each(this.stream, function* (value) {
        if (mapping.done) return true;
        if (mapping.signal.aborted) throw new AbortError();
        mapping.call(value);
        if (!mapping.done && (mapping.queue.length >= mapping.highWaterMark || mapping.running >= mapping.concurrency)) {
          yield awaiting(new Promise((resolve) => { mapping.resume = resolve; }));
        }
        return undefined;
      });
      if (!stopped) this.queue.push(kEof);
    } catch (err) {
      this.enqueue(Promise.reject(err));
    } finally {
      this.done = true;
      this.wakeReader();
    }
  }

  enqueue(promise) {
    promise.then(() => this.settled(), () => this.finished());
    this.queue.push(promise);
  }

  // call starts fn on one value.
  call(value) {
    let result;
    try {
      result = this.fn(value, { signal: this.signal });
      if (result === kEmpty) return;
      result = Promise.resolve(result);
    } catch (err) {
      result = Promise.reject(err);
    }
    this.running++;
    this.enqueue(result);
    this.wakeReader();
  }

  * results() {
    void drive(this.pump());
    try {
      for (;;) {
        while (this.queue.length > 0) {
          const value = yield awaiting(this.queue[0]);
          if (value === kEof) return;
          if (this.signal.aborted) throw new AbortError();
          if (value !== kEmpty) yield value;
          this.queue.shift();
          this.wakePump();
        }
        yield awaiting(new Promise((resolve) => { this.next = resolve; }));
      }
    } finally {
      this.done = true;
      this.controller.abort();
      if (this.resume) {
        const resume = this.resume;
        this.resume = undefined;
        resume();
      }
    }
  }
}

function mapping(stream, fn, options) {
  checkFunction(fn);
  check(options);
  const made = new Mapping(stream, fn, options);
  return asyncGenerator(() => made.results());
}

const lazy = {
  map(fn, options) { return mapping(this, fn, options); },

  filter(fn, options) {
    checkFunction(fn);
    const filtering = async (value, given) => (await fn(value, given) ? value : kEmpty);
    return mapping(this, filtering, options);
  },

  flatMap(fn, options) {
    const values = mapping(this, fn, options);
    return asyncGenerator(() => each(values, function* (value) {
      yield* each(value, function* (one) { yield one; });
    }));
  },

  drop(number, options = undefined) {
    check(options);
    let left = toIntegerOrInfinity(number);
    const source = this;
    return asyncGenerator(function*() {
      if (options?.signal?.aborted) throw new AbortError();
      yield* each(source, function* (value) {
        if (options?.signal?.aborted) throw new AbortError();
        if (left-- <= 0) yield value;
      });
    });
  },

  take(number, options = undefined) {
    check(options);
    let left = toIntegerOrInfinity(number);
    const source = this;
    return asyncGenerator(function*() {
      if (options?.signal?.aborted) throw new AbortError();
      yield* each(source, function* (value) {
        if (options?.signal?.aborted) throw new AbortError();
        if (left-- > 0) yield value;
        return left <= 0 ? true : undefined; // do not wait for one more value just to find out
      });
    });
  },
};

function toIntegerOrInfinity(number) {
  number = Number(number);
  if (Number.isNaN(number)) return 0;
  if (number < 0) throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

const eager = {
  some(fn, options = undefined) {
    return drive(some(this, fn, options));
  },

  every(fn, options = undefined) {
    return drive(every(this, fn, options));
  },

  find(fn, options) {
    return drive(find(this, fn, options));
  },

  forEach(fn, options) {
    return drive(forEach(this, fn, options));
  },

  reduce(reducer, initialValue, options) {
    return drive(reduce(this, reducer, arguments.length > 1, initialValue, options));
  },

  toArray(options) {
    return drive(toArray(this, options));
  },
};

function* some(stream, fn, options) {
  const found = yield* each(lazy.filter.call(stream, fn, options), function* () { return true; });
  return found === true;
}

function* every(stream, fn, options) {
  checkFunction(fn);
  const fails = async (...args) => !(await fn(...args));
  return !(yield awaiting(eager.some.call(stream, fails, options)));
}

function* find(stream, fn, options) {
  const found = yield* each(lazy.filter.call(stream, fn, options), function* (value) { return [value]; });
  return found?.[0];
}

function* forEach(stream, fn, options) {
  checkFunction(fn);
  const calling = async (value, given) => {
    await fn(value, given);
    return kEmpty;
  };
  yield* each(mapping(stream, calling, options), function* () {});
}

function* toArray(stream, options) {
  check(options);
  const result = [];
  yield* each(stream, function* (value) {
    if (options?.signal?.aborted) throw aborted(options.signal);
    result.push(value);
  });
  return result;
}

function* reduce(stream, reducer, hasInitial, result, options) {
  if (typeof reducer !== 'function') throw new ERR_INVALID_ARG_TYPE('reducer', 'Function', reducer);
  check(options);
  if (options?.signal?.aborted) {
    const err = aborted(options.signal);
    stream.once('error', () => {}); // the promise tells it
    yield awaiting(require('internal/streams/end_of_stream').finishedPromise(stream.destroy(err)));
    throw err;
  }
  const controller = new AbortController();
  const { signal } = controller;
  if (options?.signal) {
    const { kResistStopPropagation } = require('internal/event_target');
    options.signal.addEventListener('abort', () => controller.abort(), { once: true, [kResistStopPropagation]: true });
  }
  let any = false;
  try {
    yield* each(stream, function* (value) {
      any = true;
      if (options?.signal?.aborted) throw new AbortError();
      if (hasInitial) result = yield awaiting(reducer(result, value, { signal }));
      else result = value;
      hasInitial = true;
    });
    if (!any && !hasInitial) throw nothingToReduce();
  } finally {
    controller.abort();
  }
  return result;
}

function nothingToReduce() {
  const err = new ERR_MISSING_ARGS('reduce');
  const message = 'Reduce of an empty stream requires an initial value';
  err.stack = err.stack.replace(err.message, message);
  err.message = message;
  return err;
}

function addOperators(Readable) {
  for (const name of Object.keys(lazy)) {
    const fn = lazy[name];
    const method = named(function(...args) { return Readable.from(Reflect.apply(fn, this, args)); }, name);
    Object.defineProperty(method, 'length', { value: fn.length, configurable: true });
    hide(Readable.prototype, name, method);
  }
  for (const name of Object.keys(eager)) {
    const fn = eager[name];
    const method = named(function(...args) { return Promise.resolve(Reflect.apply(fn, this, args)); }, name);
    Object.defineProperty(method, 'length', { value: fn.length, configurable: true });
    hide(Readable.prototype, name, method);
  }
}

function hide(object, name, value) {
  Object.defineProperty(object, name, { __proto__: null, value, enumerable: false, configurable: true, writable: true });
}

module.exports = { addOperators };
