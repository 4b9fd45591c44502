'use strict';
// ReadableStream.prototype.tee: section 4.9.1 of streams.spec.whatwg.org. Two branches of one stream, each with a queue.

const core = require('internal/webstreams/readable_core');
const controllers = require('internal/webstreams/readable_default');
const bytes = require('internal/webstreams/readable_bytes');
const { deferred, kSecret, kState } = require('internal/webstreams/promises');

function tee(stream, cloneForBranch2) {
  const { isBytes } = require('internal/webstreams/readable');
  return isBytes(stream) ? new ByteTee(stream).branches : new Tee(stream, cloneForBranch2).branches;
}

// A Tee keeps what both branches have in common: when both are cancelled the stream is, with both reasons.
class Tee {
  constructor(stream, clone) {
    this.stream = stream;
    this.clone = clone;
    this.reader = new controllers.ReadableStreamDefaultReader(stream);
    this.reading = false;
    this.readAgain = false;
    this.cancelled = [false, false];
    this.reasons = [undefined, undefined];
    this.cancelDone = deferred();
    const { make } = require('internal/webstreams/readable');
    this.branches = [0, 1].map((i) => make({ pull: () => this.pull(), cancel: (reason) => this.cancel(i, reason) }));
    this.reader[kState].close.promise.then(undefined, (reason) => {
      for (const branch of this.branches) controllers.error(branch[kState].controller, reason);
      this.settle();
    });
  }

  settle() {
    if (!this.cancelled[0] || !this.cancelled[1]) this.cancelDone.resolve();
  }

  cancel(i, reason) {
    this.cancelled[i] = true;
    this.reasons[i] = reason;
    if (this.cancelled[1 - i]) this.cancelDone.resolve(core.cancel(this.stream, this.reasons));
    return this.cancelDone.promise;
  }

  async pull() {
    if (this.reading) {
      this.readAgain = true;
      return;
    }
    this.reading = true;
    core.read(this.reader, {
      chunk: (value) => queueMicrotask(() => this.give(value)),
      // In a tick, which the standard does not ask for, but Node does it.
      close: () => process.nextTick(() => {
        this.reading = false;
        this.branches.forEach((branch, i) => {
          if (!this.cancelled[i]) controllers.close(branch[kState].controller);
        });
        this.settle();
      }),
      error: () => { this.reading = false; },
    });
  }

  give(value) {
    this.readAgain = false;
    let second = value;
    if (!this.cancelled[1] && this.clone) {
      try {
        second = structuredClone(value);
      } catch (err) {
        for (const branch of this.branches) controllers.error(branch[kState].controller, err);
        this.cancelDone.resolve(core.cancel(this.stream, err));
        return;
      }
    }
    if (!this.cancelled[0]) controllers.enqueue(this.branches[0][kState].controller, value);
    if (!this.cancelled[1]) controllers.enqueue(this.branches[1][kState].controller, second);
    this.reading = false;
    if (this.readAgain) void this.pull();
  }
}

// A ByteTee also serves readers with buffers of their own: it reads into the buffer of the branch that asked.
class ByteTee {
  constructor(stream) {
    this.stream = stream;
    this.reader = new controllers.ReadableStreamDefaultReader(stream);
    this.reading = false;
    this.readAgain = [false, false];
    this.cancelled = [false, false];
    this.reasons = [undefined, undefined];
    this.cancelDone = deferred();
    const { ReadableStream } = require('internal/webstreams/readable');
    this.branches = [0, 1].map((i) => {
      const branch = new ReadableStream(kSecret);
      bytes.setUp(branch, {
        pull: () => this.pull(i), cancel: (reason) => this.cancel(i, reason), highWaterMark: 0, autoAllocateChunkSize: undefined,
      });
      return branch;
    });
    this.watchReader(this.reader);
  }

  controller(i) { return this.branches[i][kState].controller; }

  watchReader(reader) {
    reader[kState].close.promise.then(undefined, (reason) => {
      if (reader !== this.reader) return;
      bytes.error(this.controller(0), reason);
      bytes.error(this.controller(1), reason);
      this.settle();
    });
  }

  settle() {
    if (!this.cancelled[0] || !this.cancelled[1]) this.cancelDone.resolve();
  }

  cancel(i, reason) {
    this.cancelled[i] = true;
    this.reasons[i] = reason;
    if (this.cancelled[1 - i]) this.cancelDone.resolve(core.cancel(this.stream, this.reasons));
    return this.cancelDone.promise;
  }

  async pull(i) {
    if (this.reading) {
      this.readAgain[i] = true;
      return;
    }
    this.reading = true;
    const request = bytes.byobRequest(this.controller(i));
    if (request === null) this.pullChunk();
    else this.pullInto(request.view, i);
  }

  useReader(isRight, make) {
    if (isRight(this.reader)) return;
    core.releaseReader(this.reader);
    this.reader = make();
    this.watchReader(this.reader);
  }

  again() {
    this.reading = false;
    if (this.readAgain[0]) void this.pull(0);
    else if (this.readAgain[1]) void this.pull(1);
  }

  fail(err) {
    bytes.error(this.controller(0), err);
    bytes.error(this.controller(1), err);
    this.cancelDone.resolve(core.cancel(this.stream, err));
  }

  pullChunk() {
    this.useReader(core.isDefaultReader, () => new controllers.ReadableStreamDefaultReader(this.stream));
    core.read(this.reader, {
      chunk: (chunk) => queueMicrotask(() => {
        this.readAgain = [false, false];
        const copy = this.cancelled[0] || this.cancelled[1] ? chunk : chunk.slice();
        if (!this.cancelled[0]) bytes.enqueue(this.controller(0), chunk);
        if (!this.cancelled[1]) bytes.enqueue(this.controller(1), copy);
        this.again();
      }),
      close: () => this.closed(undefined),
      error: () => { this.reading = false; },
    });
  }

  pullInto(view, i) {
    this.useReader((reader) => !core.isDefaultReader(reader), () => new bytes.ReadableStreamBYOBReader(this.stream));
    const other = 1 - i;
    bytes.readInto(this.reader, view, 1, {
      chunk: (chunk) => queueMicrotask(() => {
        this.readAgain = [false, false];
        if (!this.cancelled[other]) {
          const copy = chunk.slice();
          if (!this.cancelled[i]) bytes.respondWithNewView(this.controller(i), chunk);
          bytes.enqueue(this.controller(other), copy);
        } else if (!this.cancelled[i]) {
          bytes.respondWithNewView(this.controller(i), chunk);
        }
        this.again();
      }),
      close: (chunk) => this.closed(chunk, i),
      error: () => { this.reading = false; },
    });
  }

  closed(chunk, i = 0) {
    this.reading = false;
    for (const n of [i, 1 - i]) if (!this.cancelled[n]) bytes.close(this.controller(n));
    for (const n of [i, 1 - i]) {
      const { pendingPullIntos } = this.controller(n)[kState];
      if (this.cancelled[n] || pendingPullIntos.length === 0) continue;
      if (n === i && chunk !== undefined) bytes.respondWithNewView(this.controller(n), chunk);
      else bytes.respond(this.controller(n), 0);
    }
    this.settle();
  }
}

module.exports = { tee };
