'use strict';
// Feed: a body that comes in from a connection, until somebody takes it. It holds little back: when nobody reads, the
// connection is told to stop.
//
//	connection ── push ──> [decoders] ──> chunks ──> collect(): one promise of all      (text(), json() …)
//	     ^── pause, resume ──────────────────└──> a ReadableStream                      (body)

const { Buffer } = require('buffer');

const room = 64 * 1024;

class Feed {
  chunks = [];
  size = 0;
  ended = false;
  failure = null;
  source; // { pause(), resume(), cancel(reason) } of the connection
  collector = null;
  controller = null;
  discarding = false;
  first = null; // where push goes: the first decoder, null: here
  decoders = [];

  constructor(source) { this.source = source; }

  // decodeBy puts the decoders of a content-encoding in front, the first to be applied first.
  decodeBy(decoders) {
    if (decoders.length === 0) return;
    this.decoders = decoders;
    [this.first] = decoders;
    for (let i = 1; i < decoders.length; i++) decoders[i - 1].pipe(decoders[i]);
    for (const decoder of decoders) decoder.on('error', (err) => this.fail(new TypeError('terminated', { cause: err })));
    const last = decoders.at(-1);
    last.on('data', (chunk) => this.deliver(chunk));
    last.on('end', () => this.finish());
    this.first.on('drain', () => this.source.resume());
  }

  // push takes bytes that nobody else holds.
  push(bytes) {
    if (this.discarding || this.failure !== null) return;
    if (this.first === null) this.deliver(bytes);
    else if (!this.first.write(bytes)) this.source.pause();
  }

  end() {
    if (this.first === null) this.finish();
    else this.first.end();
  }

  deliver(chunk) {
    if (this.controller !== null) {
      this.controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      if (this.controller.desiredSize <= 0) this.hold();
      return;
    }
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.collector === null && this.size >= room) this.hold();
  }

  hold() {
    if (this.decoders.length > 0) this.decoders.at(-1).pause();
    this.source.pause();
  }

  release() {
    if (this.decoders.length > 0) this.decoders.at(-1).resume();
    this.source.resume();
  }

  finish() {
    if (this.ended || this.failure !== null) return;
    this.ended = true;
    if (this.collector !== null) this.collector.resolve(Buffer.concat(this.chunks, this.size));
    else if (this.controller !== null) close(this.controller);
  }

  fail(err) {
    if (this.ended || this.failure !== null) return;
    this.failure = err;
    if (this.collector !== null) this.collector.reject(err);
    else if (this.controller !== null) this.controller.error(err);
    for (const decoder of this.decoders) decoder.destroy();
  }

  // collect promises all of it, as one Buffer.
  collect() {
    if (this.failure !== null) return Promise.reject(this.failure);
    if (this.ended) return Promise.resolve(Buffer.concat(this.chunks, this.size));
    return new Promise((resolve, reject) => {
      this.collector = { resolve, reject };
      this.release();
    });
  }

  // discard lets the rest go by.
  discard() {
    this.discarding = true;
    this.source.resume();
  }

  // stream makes a ReadableStream of it.
  stream() {
    const { ReadableStream } = require('internal/webstreams/readable');
    const feed = this;
    return new ReadableStream({
      type: 'bytes',
      start(controller) {
        for (const chunk of feed.chunks) {
          if (chunk.length > 0) controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
        }
        feed.chunks = [];
        if (feed.failure !== null) controller.error(feed.failure);
        else if (feed.ended) close(controller);
        feed.controller = controller;
      },
      pull() {
        if (!feed.ended && feed.failure === null) feed.release();
      },
      cancel(reason) {
        if (feed.ended) return;
        feed.ended = true;
        feed.source.cancel(reason);
      },
    });
  }
}

function close(controller) {
  controller.close();
  controller.byobRequest?.respond(0);
}

module.exports = { Feed };
