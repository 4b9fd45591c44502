'use strict';
// ReadableStream (section 4.2 of streams.spec.whatwg.org), its iteration, and ReadableStream.from.

const { codes } = require('internal/errors');
const { validateAbortSignal, validateObject } = require('internal/validators');
const { kEmptyObject, webClass } = require('internal/shape');
const core = require('internal/webstreams/readable_core');
const { ReadableStreamDefaultReader, error: errorDefault, fromSource, setUp } = require('internal/webstreams/readable_default');
const { ReadableStreamBYOBReader, error: errorBytes, fromByteSource } = require('internal/webstreams/readable_bytes');
const { pipe } = require('internal/webstreams/pipe');
const { tee } = require('internal/webstreams/tee');
const { moveReadable, transferable } = require('internal/webstreams/transfer');
const { markOf, sizeOf } = require('internal/webstreams/queues');
const { customInspect, deferred, is, kSecret, kState, show } = require('internal/webstreams/promises');
const streams = require('internal/streams/utils');
const { isPromise } = require('internal/types');

const { ERR_ARG_NOT_ITERABLE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS } = codes;

class ReadableStream {
  constructor(source = kEmptyObject, strategy = kEmptyObject) {
    if (source === kSecret) {
      core.initialize(this);
      return;
    }
    validateObject(source, 'source', require('internal/validators').kValidateObjectAllowObjects);
    validateObject(strategy, 'strategy', require('internal/validators').kValidateObjectAllowObjectsAndNull);
    core.initialize(this);
    const type = source.type === undefined ? undefined : `${source.type}`;
    if (type === 'bytes') {
      if (strategy?.size !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.size', strategy.size);
      fromByteSource(this, source, markOf(strategy, 0));
    } else if (type === undefined) {
      const size = sizeOf(strategy);
      fromSource(this, source, markOf(strategy, 1), size);
    } else {
      throw new ERR_INVALID_ARG_VALUE('source.type', type);
    }
  }

  get locked() { return core.isLocked(check(this)); }

  static from(iterable) { return from(iterable); }

  cancel(reason = undefined) {
    if (!isReadableStream(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStream'));
    if (core.isLocked(this)) return Promise.reject(locked());
    return core.cancel(this, reason);
  }

  getReader(options = kEmptyObject) {
    check(this);
    validateObject(options, 'options', require('internal/validators').kValidateObjectAllowObjectsAndNull);
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw new ERR_INVALID_ARG_VALUE('options.mode', mode);
    return new ReadableStreamBYOBReader(this);
  }

  pipeThrough(transform, options = kEmptyObject) {
    check(this);
    const readable = transform?.readable;
    if (!isReadableStream(readable)) throw new ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    const writable = transform?.writable;
    if (!isWritableStream(writable)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', writable);
    const settings = pipeOptions(options);
    if (core.isLocked(this)) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
    if (writable.locked) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
    const piped = pipe(this, writable, settings);
    piped.then(undefined, () => {});
    return readable;
  }

  pipeTo(destination, options = kEmptyObject) {
    try {
      check(this);
      if (!isWritableStream(destination)) throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', destination);
      const settings = pipeOptions(options);
      if (core.isLocked(this)) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
      if (destination.locked) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
      return pipe(this, destination, settings);
    } catch (err) {
      return Promise.reject(err);
    }
  }

  tee() {
    check(this);
    if (core.isLocked(this)) throw locked();
    return tee(this, false);
  }

  values(options = kEmptyObject) {
    check(this);
    validateObject(options, 'options', require('internal/validators').kValidateObjectAllowObjectsAndNull);
    return iterate(this, Boolean(options?.preventCancel));
  }

  get [streams.kIsDisturbed]() { return this[kState].disturbed; }

  get [streams.kIsErrored]() { return this[kState].state === 'errored'; }

  get [streams.kIsReadable]() { return this[kState].state === 'readable'; }

  get [streams.kIsClosedPromise]() { return this[kState].closed; }

  [streams.kControllerErrorFunction](reason) { errorOf(this)(this[kState].controller, reason); }

  [customInspect](depth, options) { return showStream.call(this, depth, options); }
}

const isReadableStream = is(ReadableStream);
const isWritableStream = (value) => require('internal/webstreams/writable').isWritableStream(value);
const locked = () => new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
const errorOf = (stream) => (isBytes(stream) ? errorBytes : errorDefault);
const isBytes = (stream) => stream[kState].controller?.[kState].pendingPullIntos !== undefined;

function check(stream) {
  if (!isReadableStream(stream)) throw new ERR_INVALID_THIS('ReadableStream');
  return stream;
}

function pipeOptions(options) {
  validateObject(options, 'options', require('internal/validators').kValidateObjectAllowObjectsAndNull);
  const { preventAbort, preventCancel, preventClose, signal } = options ?? kEmptyObject;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  return {
    preventAbort: Boolean(preventAbort), preventCancel: Boolean(preventCancel), preventClose: Boolean(preventClose), signal,
  };
}

const showStream = show((stream) => ({ locked: stream.locked, state: stream[kState].state, supportsBYOB: isBytes(stream) }));

webClass(ReadableStream, 'locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values');
Object.defineProperty(ReadableStream, 'from', { enumerable: true });
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  value: ReadableStream.prototype.values, writable: true, enumerable: false, configurable: true,
});

transferable(ReadableStream, moveReadable);

// ---- iteration (Web IDL's asynchronous iterables: one request after the other)

function iterate(stream, preventCancel) {
  const reader = new ReadableStreamDefaultReader(stream);
  let current = Promise.resolve(); // the request in progress; the first waits for the controller to start
  let over = false; // the latest request was answered
  let done = false;

  function next() {
    if (done) return Promise.resolve({ done: true, value: undefined });
    if (reader[kState].stream === undefined) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream'));
    }
    const { promise, resolve, reject } = deferred();
    core.read(reader, {
      chunk(value) {
        current = undefined;
        over = true;
        resolve({ value, done: false });
      },
      close() {
        current = undefined;
        over = true;
        done = true;
        core.releaseReader(reader);
        resolve({ done: true, value: undefined });
      },
      error(reason) {
        current = undefined;
        over = true;
        done = true;
        core.releaseReader(reader);
        reject(reason);
      },
    });
    return promise;
  }

  async function finish(value) {
    if (done) return { done: true, value };
    done = true;
    if (reader[kState].stream === undefined) throw new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream');
    if (preventCancel) {
      core.releaseReader(reader);
      return { done: true, value };
    }
    const cancelled = core.cancel(reader[kState].stream, value);
    core.releaseReader(reader);
    await cancelled;
    return { done: true, value };
  }

  // after runs fn when the request in progress is over.
  function after(fn) {
    if (current !== undefined) {
      current = current.then(fn, fn);
      return current;
    }
    over = false;
    const promise = fn();
    current = over ? undefined : promise; // a request that was answered at once is not in progress
    return promise;
  }

  return Object.setPrototypeOf({
    next() { return after(next); },
    return(value) { return after(() => finish(value)); },
    [Symbol.asyncIterator]() { return this; },
  }, asyncIteratorPrototype);
}

const asyncIteratorPrototype = Object.getPrototypeOf(require('events').on(new (require('events'))(), 'x'));

// ---- from

function iteratorOf(iterable) {
  const async = iterable[Symbol.asyncIterator];
  if (async != null) return { iterator: Reflect.apply(async, iterable, []), isAsync: true };
  const sync = iterable[Symbol.iterator];
  if (typeof sync !== 'function') throw new ERR_ARG_NOT_ITERABLE(iterable);
  return { iterator: Reflect.apply(sync, iterable, []), isAsync: false };
}

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function from(iterable) {
  const { iterator, isAsync } = iteratorOf(iterable);
  const stream = new ReadableStream(kSecret);
  const { close, enqueue } = require('internal/webstreams/readable_default');
  const take = (result) => {
    if (!isObject(result)) throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.next() method must fulfill with an object');
    const { controller } = stream[kState];
    if (result.done) close(controller);
    else enqueue(controller, result.value);
  };
  const pull = () => {
    try {
      const result = iterator.next();
      if (isAsync || !isPromise(result?.value)) return Promise.resolve(result).then(take);
      return result.value.then((value) => ({ value, done: result.done })).then(take);
    } catch (err) {
      return Promise.reject(err);
    }
  };
  setUp(stream, {
    pull,
    async cancel(reason) {
      if (typeof iterator.return !== 'function') return;
      const result = await iterator.return(reason);
      if (!isObject(result)) throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.return() method must fulfill with an object');
    },
    highWaterMark: 0,
    size: () => 1,
  });
  return stream;
}

// make creates a stream from algorithms of ours (CreateReadableStream).
function make(settings) {
  const stream = new ReadableStream(kSecret);
  setUp(stream, { highWaterMark: 1, size: () => 1, ...settings });
  return stream;
}

module.exports = { ReadableStream, isBytes, isReadableStream, make, readableStreamTee: tee };
