'use strict';
// finished: a callback when a stream of any kind is over, whichever of its events tells it. finished() of stream, and
// the promise of stream/promises.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE } } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateFunction, validateObject } = require('internal/validators');
const { addAbortListener } = require('events');
const { kEmptyObject } = require('internal/shape');
const utils = require('internal/streams/utils');

const { nextTick } = process;
const nop = () => {};

// eos is finished(stream[, options], callback); it returns the function that stops listening.
function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = kEmptyObject;
  } else if (options == null) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');
  callback = require('async_hooks').AsyncResource.bind(callback, 'STREAM_END_OF_STREAM');
  if (utils.isReadableStream(stream) || utils.isWritableStream(stream)) return watchWeb(stream, options, callback);
  if (!utils.isNodeStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
  return new Watch(stream, options, callback).start();
}

// Watch is one wait for the end of one Node stream.
class Watch {
  constructor(stream, options, callback) {
    this.stream = stream;
    this.options = options;
    this.callback = callback;
    this.readable = options.readable ?? utils.isReadableNodeStream(stream);
    this.writable = options.writable ?? utils.isWritableNodeStream(stream);
    this.readableFinished = utils.isReadableFinished(stream, false);
    this.writableFinished = utils.isWritableFinished(stream, false);
    this.closed = utils.isClosed(stream);
    // Only then is 'close' what is waited for: a duplex of which one side matters may never close.
    this.willEmitClose = utils.willEmitClose(stream) &&
      utils.isReadableNodeStream(stream) === this.readable && utils.isWritableNodeStream(stream) === this.writable;
    this.listening = [];
    this.aborting = undefined;
  }

  // call calls back, once, whatever comes first.
  call(...args) {
    const { callback } = this;
    if (callback === nop) return;
    this.callback = nop;
    this.aborting?.[Symbol.dispose]();
    Reflect.apply(callback, this.stream, args);
  }

  on(name, listener) {
    this.stream.on(name, listener);
    this.listening.push([name, listener]);
  }

  start() {
    this.listen();
    this.lookAhead();
    this.watchSignal();
    return () => this.stop();
  }

  stop() {
    this.callback = nop;
    for (const [name, listener] of this.listening) this.stream.removeListener(name, listener);
    if (this.onRequest) this.stream.req?.removeListener('finish', this.onFinish);
  }

  listen() {
    const { stream, options } = this;
    this.onFinish = () => this.sideDone('writable', 'readable');
    const onClose = () => this.close();
    if (utils.isRequest(stream)) {
      this.on('complete', this.onFinish);
      if (!this.willEmitClose) this.on('abort', onClose);
      this.onRequest = () => stream.req.on('finish', this.onFinish);
      if (stream.req) this.onRequest();
      else this.on('request', this.onRequest);
    } else if (this.writable && !stream._writableState) {
      const legacyFinish = () => { if (!stream.writable) this.onFinish(); };
      this.on('end', legacyFinish);
      this.on('close', legacyFinish);
    }
    if (!this.willEmitClose && typeof stream.aborted === 'boolean') this.on('aborted', onClose);
    this.on('end', () => this.sideDone('readable', 'writable'));
    this.on('finish', this.onFinish);
    if (options.error !== false) this.on('error', (err) => this.call(err));
    this.on('close', onClose);
  }

  // sideDone: one side has ended well. If 'close' is to come and both sides matter, that is waited for.
  sideDone(side, other) {
    const { stream } = this;
    this[`${side}Finished`] = true;
    if (stream.destroyed) this.willEmitClose = false;
    if (this.willEmitClose && (!stream[other] || this[other])) return;
    if (!this[other] || this[`${other}Finished`]) this.call();
  }

  error() {
    const err = utils.isWritableErrored(this.stream) || utils.isReadableErrored(this.stream);
    return err && typeof err !== 'boolean' ? err : undefined;
  }

  // close: 'close' came; a side that matters and has not ended by now never will.
  close() {
    const { stream } = this;
    this.closed = true;
    const err = this.error();
    if (err) {
      this.call(err);
      return;
    }
    const readableCut = this.readable && !this.readableFinished && utils.isReadableNodeStream(stream, true) &&
      !utils.isReadableFinished(stream, false);
    const writableCut = this.writable && !this.writableFinished && !utils.isWritableFinished(stream, false);
    if (readableCut || writableCut) this.call(new ERR_STREAM_PREMATURE_CLOSE());
    else this.call();
  }

  // over: the stream was over before anyone asked.
  over() {
    this.closed = true;
    const err = this.error();
    if (err) this.call(err);
    else this.call();
  }

  // lookAhead calls back in a tick if everything has happened already.
  lookAhead() {
    const { stream, readable, writable, willEmitClose } = this;
    const { _writableState: w, _readableState: r } = stream;
    if (this.closed) {
      nextTick(() => this.close());
    } else if (w?.errorEmitted || r?.errorEmitted) {
      if (!willEmitClose) nextTick(() => this.over());
    } else if (
      (!readable && (!willEmitClose || utils.isReadable(stream)) && (this.writableFinished || utils.isWritable(stream) === false) &&
        (w == null || w.pendingcb === undefined || w.pendingcb === 0)) ||
      (!writable && (!willEmitClose || utils.isWritable(stream)) && (this.readableFinished || utils.isReadable(stream) === false)) ||
      (r && stream.req && stream.aborted)
    ) {
      nextTick(() => this.over());
    }
  }

  watchSignal() {
    const { signal } = this.options;
    if (!signal || this.closed) return;
    const abort = () => {
      const { callback } = this;
      this.stop();
      if (callback !== nop) Reflect.apply(callback, this.stream, [new AbortError(undefined, { cause: signal.reason })]);
    };
    if (signal.aborted) nextTick(abort);
    else this.aborting = addAbortListener(signal, abort);
  }
}

// watchWeb waits for a ReadableStream or WritableStream.
function watchWeb(stream, options, callback) {
  let aborted = false;
  let abort = nop;
  if (options.signal) {
    abort = () => {
      aborted = true;
      Reflect.apply(callback, stream, [new AbortError(undefined, { cause: options.signal.reason })]);
    };
    if (options.signal.aborted) {
      nextTick(abort);
    } else {
      const listening = addAbortListener(options.signal, abort);
      const inner = callback;
      callback = (...args) => {
        listening[Symbol.dispose]();
        Reflect.apply(inner, stream, args);
      };
    }
  }
  const resolved = (...args) => {
    if (!aborted) nextTick(() => Reflect.apply(callback, stream, args));
  };
  stream[utils.kIsClosedPromise].promise.then(resolved, resolved);
  return nop;
}

// finished is that of stream/promises.
function finished(stream, options = kEmptyObject) {
  let cleanup = false;
  if (options?.cleanup) {
    validateBoolean(options.cleanup, 'cleanup');
    ({ cleanup } = options);
  }
  return new Promise((resolve, reject) => {
    const stop = eos(stream, options, (err) => {
      if (cleanup) stop();
      if (err) reject(err);
      else resolve();
    });
  });
}

module.exports = { eos, finishedPromise: finished };
