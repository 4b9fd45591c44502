'use strict';
// pipeline: streams, iterables and functions of them in a row; if one fails all are destroyed, and at the end, when
// everything is closed, there is one callback.

const { AbortError, aggregateTwoErrors, codes } = require('internal/errors');
const { validateAbortSignal, validateFunction } = require('internal/validators');
const { addAbortListener } = require('events');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end_of_stream');
const { awaiting, drive, each } = require('internal/streams/for_await');
const { Duplex } = require('internal/streams/duplex');
const utils = require('internal/streams/utils');

const {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE, ERR_MISSING_ARGS, ERR_STREAM_DESTROYED, ERR_STREAM_PREMATURE_CLOSE,
  ERR_STREAM_UNABLE_TO_PIPE,
} = codes;
const { nextTick } = process;
const { isIterable, isNodeStream, isReadableNodeStream, isReadableStream, isTransformStream, isWebStream, isWritableStream } = utils;

const passThrough = (options) => new (require('internal/streams/passthrough').PassThrough)(options);

function pipeline(...streams) {
  const callback = streams.pop();
  validateFunction(callback, 'streams[stream.length - 1]');
  return run(streams, onlyOnce(callback));
}

function onlyOnce(callback) {
  let called = false;
  return (...args) => {
    if (called) return;
    called = true;
    Reflect.apply(callback, undefined, args);
  };
}

function run(streams, callback, options) {
  if (streams.length === 1 && Array.isArray(streams[0])) [streams] = streams;
  if (streams.length < 2) throw new ERR_MISSING_ARGS('streams');
  return new Pipeline(streams, callback, options).start();
}

class Pipeline {
  constructor(streams, callback, options) {
    this.streams = streams;
    this.callback = callback;
    this.options = options;
    this.controller = new AbortController();
    this.signal = this.controller.signal;
    this.outer = options?.signal;
    this.destroys = [];
    this.lastCleanup = [];
    this.pending = 0; // parts that have not reported their end
    this.error = undefined;
    this.value = undefined;
  }

  start() {
    const { streams, outer } = this;
    validateAbortSignal(outer, 'options.signal');
    const abort = () => this.finishWith(new AbortError(undefined, { cause: outer?.reason }));
    if (outer) this.listening = addAbortListener(outer, abort);
    let ret;
    for (let i = 0; i < streams.length; i++) ret = this.add(streams[i], i, ret);
    if (this.signal.aborted || outer?.aborted) nextTick(abort);
    return ret;
  }

  finishWith(err, final = false) {
    if (err && (!this.error || this.error.code === 'ERR_STREAM_PREMATURE_CLOSE')) this.error = err;
    if (!this.error && !final) return;
    while (this.destroys.length > 0) this.destroys.shift()(this.error);
    this.listening?.[Symbol.dispose]();
    this.controller.abort();
    if (!final) return;
    if (!this.error) for (const cleanup of this.lastCleanup) cleanup();
    nextTick(this.callback, this.error, this.value);
  }

  // done: one part has ended.
  done(err) {
    this.finishWith(err, --this.pending === 0);
  }

  // failed: a stream has emitted 'error', which its part of the pipeline will report, or has reported, as well.
  failed(err) {
    if (err && err.name !== 'AbortError' && err.code !== 'ERR_STREAM_PREMATURE_CLOSE') this.finishWith(err);
  }

  add(stream, i, ret) {
    const { streams } = this;
    const reading = i < streams.length - 1;
    const writing = i > 0;
    const isLast = i === streams.length - 1;
    const end = reading || this.options?.end !== false;
    if (isNodeStream(stream)) this.watch(stream, i, reading, writing, isLast, end);
    if (i === 0) return this.first(stream);
    if (typeof stream === 'function') return this.call(stream, i, reading, end, ret);
    if (isNodeStream(stream)) return this.intoNodeStream(stream, ret, isLast, end);
    if (isWebStream(stream)) return this.intoWebStream(stream, ret, end);
    return Duplex.from(stream);
  }

  // watch destroys a stream when the pipeline fails, and hears of the errors that come too late.
  watch(stream, i, reading, writing, isLast, end) {
    if (end) {
      const { destroy, cleanup } = watcher(stream, reading, writing);
      this.destroys.push(destroy);
      if (utils.isReadable(stream) && isLast) this.lastCleanup.push(cleanup);
    }
    const onError = (err) => this.failed(err);
    stream.on('error', onError);
    if (utils.isReadable(stream) && isLast) this.lastCleanup.push(() => stream.removeListener('error', onError));
  }

  first(stream) {
    if (typeof stream === 'function') {
      const ret = stream({ signal: this.signal });
      if (!isIterable(ret)) throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or Stream', 'source', ret);
      return ret;
    }
    if (isIterable(stream) || isReadableNodeStream(stream) || isTransformStream(stream)) return stream;
    return Duplex.from(stream);
  }

  call(fn, i, reading, end, before) {
    const input = isTransformStream(before) ? makeAsyncIterable(before?.readable) : makeAsyncIterable(before);
    const ret = fn(input, { signal: this.signal });
    if (reading) {
      if (!isIterable(ret, true)) throw new ERR_INVALID_RETURN_VALUE('AsyncIterable', `transform[${i - 1}]`, ret);
      return ret;
    }
    return this.collect(ret, end);
  }

  // collect makes a stream of what the last function returned: an iterable, or the promise of the pipeline's value.
  collect(ret, end) {
    const pt = passThrough({ objectMode: true });
    const then = ret?.then;
    if (typeof then === 'function') {
      this.pending++;
      Reflect.apply(then, ret, [(value) => {
        this.value = value;
        if (value != null) pt.write(value);
        if (end) pt.end();
        nextTick(() => this.done());
      }, (err) => {
        pt.destroy(err);
        nextTick(() => this.done(err));
      }]);
    } else if (isIterable(ret, true)) {
      this.pending++;
      void drive(pumping(ret, pt, (err) => this.done(err), end));
    } else if (isReadableStream(ret) || isTransformStream(ret)) {
      this.pending++;
      void drive(pumping(ret.readable || ret, pt, (err) => this.done(err), end));
    } else {
      throw new ERR_INVALID_RETURN_VALUE('AsyncIterable or Promise', 'destination', ret);
    }
    const { destroy, cleanup } = watcher(pt, false, true);
    this.destroys.push(destroy);
    this.lastCleanup.push(cleanup);
    return pt;
  }

  intoNodeStream(stream, before, isLast, end) {
    if (isReadableNodeStream(before)) {
      this.pending += 2;
      const cleanup = connect(before, stream, (err) => this.done(err), (err) => this.finishWith(err), end);
      if (utils.isReadable(stream) && isLast) this.lastCleanup.push(cleanup);
    } else if (isTransformStream(before) || isReadableStream(before)) {
      this.pending++;
      void drive(pumping(before.readable || before, stream, (err) => this.done(err), end));
    } else if (isIterable(before)) {
      this.pending++;
      void drive(pumping(before, stream, (err) => this.done(err), end));
    } else {
      throw new ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'], before);
    }
    return stream;
  }

  intoWebStream(stream, before, end) {
    let source;
    if (isReadableNodeStream(before)) source = makeAsyncIterable(before);
    else if (isReadableStream(before) || isIterable(before)) source = before;
    else if (isTransformStream(before)) source = before.readable;
    else throw new ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable', 'ReadableStream', 'TransformStream'], before);
    this.pending++;
    void drive(pumpingToWeb(source, stream, (err) => this.done(err), end));
    return stream;
  }
}

// watcher destroys a stream unless it has ended by then.
function watcher(stream, reading, writing) {
  let finished = false;
  stream.on('close', () => { finished = true; });
  const cleanup = eos(stream, { readable: reading, writable: writing }, (err) => { finished = !err; });
  return {
    destroy(err) {
      if (finished) return;
      finished = true;
      destroyer(stream, err || new ERR_STREAM_DESTROYED('pipe'));
    },
    cleanup,
  };
}

function makeAsyncIterable(value) {
  if (isIterable(value)) return value;
  if (isReadableNodeStream(value)) return require('internal/streams/iterator').iterate(value);
  throw new ERR_INVALID_ARG_TYPE('val', ['Readable', 'Iterable', 'AsyncIterable'], value);
}

// connect pipes one Node stream into another and calls finish twice, once for each of the two.
function connect(source, dest, finish, fail, end) {
  let ended = false;
  dest.on('close', () => {
    if (!ended) fail(new ERR_STREAM_PREMATURE_CLOSE());
  });
  source.pipe(dest, { end: false });
  if (end) {
    const endDest = () => {
      ended = true;
      dest.end();
    };
    if (utils.isReadableFinished(source)) nextTick(endDest);
    else source.once('end', endDest);
  } else {
    finish();
  }
  eos(source, { readable: true, writable: false }, (err) => {
    const r = source._readableState;
    if (err?.code === 'ERR_STREAM_PREMATURE_CLOSE' && r?.ended && !r.errored && !r.errorEmitted) {
      // The source was destroyed after it had sent everything: that is a good end, once 'end' has come.
      source.once('end', finish).once('error', finish);
    } else {
      finish(err);
    }
  });
  return eos(dest, { readable: false, writable: true }, finish);
}

// pump writes what an iterable yields into a Node stream, waiting for 'drain'.
function* pumping(iterable, writable, finish, end) {
  let error;
  let wake = null;
  const resume = (err) => {
    if (err) error = err;
    if (!wake) return;
    const fn = wake;
    wake = null;
    fn();
  };
  const wait = () => new Promise((resolve, reject) => {
    if (error) {
      reject(error);
      return;
    }
    wake = () => {
      if (error) reject(error);
      else resolve();
    };
  });
  writable.on('drain', resume);
  const cleanup = eos(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) yield awaiting(wait());
    yield* each(iterable, function* (chunk) {
      if (!writable.write(chunk)) yield awaiting(wait());
    });
    if (end) {
      writable.end();
      yield awaiting(wait());
    }
    finish();
  } catch (err) {
    finish(error === err ? err : aggregateTwoErrors(error, err));
  } finally {
    cleanup();
    writable.off('drain', resume);
  }
}

function* pumpingToWeb(iterable, writable, finish, end) {
  if (isTransformStream(writable)) ({ writable } = writable);
  const writer = writable.getWriter();
  try {
    yield* each(iterable, function* (chunk) {
      yield awaiting(writer.ready);
      writer.write(chunk).catch(() => {});
    });
    yield awaiting(writer.ready);
    if (end) yield awaiting(writer.close());
    finish();
  } catch (err) {
    try {
      yield awaiting(writer.abort(err));
      finish(err);
    } catch (failure) {
      finish(failure);
    }
  }
}

module.exports = { pipeline, run };
