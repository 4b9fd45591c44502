'use strict';
// Duplex.from: a duplex of almost anything that can be read, written, called or awaited.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE } } = require('internal/errors');
const { asyncGenerator, awaiting } = require('internal/async_generator');
const { Bridge } = require('internal/streams/bridge');
const { destroyer } = require('internal/streams/destroy');
const { Duplex } = require('internal/streams/duplex');
const { eos } = require('internal/streams/end_of_stream');
const { from } = require('internal/streams/from');
const { Readable } = require('internal/streams/readable');
const { Writable } = require('internal/streams/writable');
const utils = require('internal/streams/utils');

const { nextTick } = process;

// The class has a name of its own: util.inspect shows where such a stream comes from.
class Duplexify extends Duplex {
  constructor(options) {
    super(options);
  }
}

function duplexify(body, name) {
  if (utils.isDuplexNodeStream(body)) return body;
  if (utils.isReadableNodeStream(body)) return ofPair({ readable: body });
  if (utils.isWritableNodeStream(body)) return ofPair({ writable: body });
  if (utils.isNodeStream(body)) return ofPair({ writable: false, readable: false });
  if (utils.isReadableStream(body)) return ofPair({ readable: Readable.fromWeb(body) });
  if (utils.isWritableStream(body)) return ofPair({ writable: Writable.fromWeb(body) });
  if (typeof body === 'function') return ofFunction(body, name);
  if (require('internal/blob').isBlob(body)) return duplexify(body.arrayBuffer());
  if (utils.isIterable(body)) return from(Duplexify, body, { objectMode: true, writable: false });
  if (utils.isReadableStream(body?.readable) && utils.isWritableStream(body?.writable)) return Duplexify.fromWeb(body);
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const side = (stream, isStream) => (stream ? (isStream(stream) ? stream : duplexify(stream)) : undefined);
    return ofPair({
      readable: side(body.readable, utils.isReadableNodeStream), writable: side(body.writable, utils.isWritableNodeStream),
    });
  }
  if (typeof body?.then === 'function') return ofPromise(body);
  throw new ERR_INVALID_ARG_TYPE(name, ['Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable',
    'Function', '{ readable, writable } pair', 'Promise'], body);
}

function ofPromise(promise) {
  const duplex = new Duplexify({ objectMode: true, writable: false, read() {} });
  promise.then((value) => {
    if (value != null) duplex.push(value);
    duplex.push(null);
  }, (err) => destroyer(duplex, err));
  return duplex;
}

// ofFunction calls fn with an iterable of what is written; what it returns is read.
function ofFunction(fn, name) {
  const { value, write, final, destroy } = feed(fn);
  if (utils.isIterable(value)) return from(Duplexify, value, { objectMode: true, write, final, destroy });
  const then = value?.then;
  if (typeof then !== 'function') throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', name, value);
  let duplex;
  const promise = Reflect.apply(then, value, [(result) => {
    if (result != null) throw new ERR_INVALID_RETURN_VALUE('nully', 'body', result);
  }, (err) => destroyer(duplex, err)]);
  duplex = new Duplexify({
    objectMode: true,
    readable: false,
    write,
    final(cb) {
      final(async () => {
        try {
          await promise;
          nextTick(cb, null);
        } catch (err) {
          nextTick(cb, err);
        }
      });
    },
    destroy,
  });
  return duplex;
}

// feed calls fn with an async generator of what write and final are given.
function feed(fn) {
  let offer;
  let offered;
  const renew = () => { offered = new Promise((resolve) => { offer = resolve; }); };
  renew();
  const controller = new AbortController();
  const { signal } = controller;
  const source = asyncGenerator(function*() {
    for (;;) {
      const waiting = offered;
      offered = null;
      const { chunk, done, cb } = yield awaiting(waiting);
      nextTick(cb);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      renew();
      yield chunk;
    }
  });
  const give = (what) => {
    const resolve = offer;
    offer = null;
    resolve(what);
  };
  return {
    value: fn(source, { signal }),
    write(chunk, encoding, cb) { give({ chunk, done: false, cb }); },
    final(cb) { give({ done: true, cb }); },
    destroy(err, cb) {
      controller.abort();
      cb(err);
    },
  };
}

// ofPair makes a duplex of a readable and a writable, either of which may be missing.
function ofPair(pair) {
  const { writable: w } = pair;
  const r = pair.readable && typeof pair.readable.read !== 'function' ? Readable.wrap(pair.readable) : pair.readable;
  const readable = Boolean(utils.isReadable(r));
  const writable = Boolean(utils.isWritable(w));
  const bridge = new Bridge(new Duplexify({
    readableObjectMode: Boolean(r?.readableObjectMode),
    writableObjectMode: Boolean(w?.writableObjectMode),
    readable,
    writable,
  }));
  const over = (err) => {
    if (err) destroyer(r, err);
    if (!bridge.over(err) && err) bridge.duplex.destroy(err);
  };
  if (writable) {
    eos(w, over);
    bridge.writeInto(w);
    w.on('finish', () => bridge.take('onFinish'));
  }
  if (readable) {
    eos(r, over);
    bridge.readFrom(r);
  }
  bridge.destroyWith((err) => {
    destroyer(w, err);
    destroyer(r, err);
  });
  return bridge.duplex;
}

module.exports = { duplexify };
