'use strict';
// ReadableStream.prototype.pipeTo: section 4.9.1 of streams.spec.whatwg.org, ReadableStreamPipeTo.

const { addAbortListener } = require('events');
const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const core = require('internal/webstreams/readable_core');
const controllers = require('internal/webstreams/readable_default');
const { deferred, handled, kState } = require('internal/webstreams/promises');

// pipe returns a promise that is settled when everything is written or has failed.
function pipe(source, dest, options) {
  return new Pipe(source, dest, options).run();
}

class Pipe {
  constructor(source, dest, { preventClose, preventAbort, preventCancel, signal }) {
    const { ReadableStreamDefaultReader } = controllers;
    const writable = require('internal/webstreams/writable');
    Object.assign(this, { source, dest, preventClose, preventAbort, preventCancel, signal, writable });
    this.reader = new ReadableStreamDefaultReader(source);
    this.writer = new writable.WritableStreamDefaultWriter(dest);
    source[kState].disturbed = true;
    this.shuttingDown = false;
    this.currentWrite = undefined;
    this.done = deferred();
  }

  run() {
    if (this.watchSignal()) return this.done.promise;
    this.watch(this.source, this.reader[kState].close.promise, (reason) => this.sourceFailed(reason));
    this.watch(this.dest, this.writer[kState].close.promise, (reason) => this.destFailed(reason));
    this.whenClosed(this.source, this.reader[kState].close.promise, () => this.sourceClosed());
    this.checkDest();
    this.move();
    return this.done.promise;
  }

  // move moves chunks until the destination has no more room, which resumes it when it has, or until the source has to
  // be waited for. What is in the source's queue is taken from there at once.
  move() {
    const { source, dest } = this;
    while (!this.shuttingDown) {
      if (dest[kState].state !== 'writable' || dest[kState].backpressure) {
        dest[kState].onRoom = () => this.move();
        return;
      }
      if (controllers.queued(source) === 0) {
        this.read().then(({ done, value }) => {
          if (done) return;
          this.write(value);
          this.move();
        });
        return;
      }
      this.moveQueued();
    }
  }

  moveQueued() {
    const { source, dest } = this;
    do {
      this.write(controllers.takeQueued(source));
    } while (controllers.queued(source) > 0 && dest[kState].state === 'writable' && !dest[kState].backpressure);
    controllers.refill(source);
  }

  write(chunk) {
    this.currentWrite = this.writable.write(this.writer, chunk);
    handled(this.currentWrite);
  }

  read() {
    return new Promise((resolve) => {
      core.read(this.reader, {
        chunk: (value) => resolve({ done: false, value }), close: () => resolve({ done: true }), error: () => resolve({ done: true }),
      });
    });
  }

  watch(stream, promise, action) {
    if (stream[kState].state === 'errored') action(stream[kState].storedError);
    else promise.then(undefined, action);
  }

  whenClosed(stream, promise, action) {
    if (stream[kState].state === 'closed') action();
    else promise.then(action, () => {});
  }

  sourceFailed(reason) {
    if (!this.preventAbort) this.shutDown(() => this.writable.abort(this.dest, reason), true, reason);
    else this.shutDown(undefined, true, reason);
  }

  destFailed(reason) {
    if (!this.preventCancel) this.shutDown(() => core.cancel(this.source, reason), true, reason);
    else this.shutDown(undefined, true, reason);
  }

  sourceClosed() {
    if (!this.preventClose) this.shutDown(() => this.writable.closeWithErrorPropagation(this.writer));
    else this.shutDown();
  }

  checkDest() {
    const { dest } = this;
    if (!this.writable.closeQueuedOrInFlight(dest) && dest[kState].state !== 'closed') return;
    const err = new ERR_INVALID_STATE.TypeError('Destination WritableStream is closed');
    if (!this.preventCancel) this.shutDown(() => core.cancel(this.source, err), true, err);
    else this.shutDown(undefined, true, err);
  }

  // watchSignal reports whether the pipe was aborted before it began.
  watchSignal() {
    const { signal } = this;
    if (signal === undefined) return false;
    const abort = () => {
      const { reason } = signal;
      const actions = [];
      if (!this.preventAbort) {
        actions.push(() => (this.dest[kState].state === 'writable' ? this.writable.abort(this.dest, reason) : Promise.resolve()));
      }
      if (!this.preventCancel) {
        actions.push(() => (this.source[kState].state === 'readable' ? core.cancel(this.source, reason) : Promise.resolve()));
      }
      this.shutDown(() => Promise.all(actions.map((action) => action())), true, reason);
    };
    if (signal.aborted) {
      abort();
      return true;
    }
    this.listening = addAbortListener(signal, abort);
    return false;
  }

  // shutDown ends the pipe, after the writes in progress and an action.
  shutDown(action, failed = false, reason = undefined) {
    if (this.shuttingDown) return;
    this.shuttingDown = true;
    const perform = () => {
      if (action === undefined) {
        this.finish(failed, reason);
        return;
      }
      action().then(() => this.finish(failed, reason), (err) => this.finish(true, err));
    };
    const { dest } = this;
    if (dest[kState].state === 'writable' && !this.writable.closeQueuedOrInFlight(dest) && this.currentWrite) this.afterWrites(perform);
    else perform();
  }

  // afterWrites calls back when what was read is written.
  afterWrites(callback) {
    const write = this.currentWrite;
    const next = () => {
      if (this.currentWrite === write) callback();
      else this.afterWrites(callback);
    };
    write.then(next, next);
  }

  finish(failed, reason) {
    this.writable.releaseWriter(this.writer);
    core.releaseReader(this.reader);
    this.listening?.[Symbol.dispose]();
    if (failed) this.done.reject(reason);
    else this.done.resolve();
  }
}

module.exports = { pipe };
