'use strict';
// Streams of Node as web streams, and the other way round. Data, back-pressure, the end and errors are carried over.

const { AbortError, codes } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const { promiseFinally } = require('internal/finally');
const { kEmptyObject } = require('internal/shape');
const { Buffer } = require('buffer');
const { destroyer } = require('internal/streams/destroy');
const { eos } = require('internal/streams/end_of_stream');
const utils = require('internal/streams/utils');
const { CountQueuingStrategy, ByteLengthQueuingStrategy } = require('internal/webstreams/queues');
const { ReadableStream, isReadableStream } = require('internal/webstreams/readable');
const { WritableStream, isWritableStream } = require('internal/webstreams/writable');
const { deferred, handled } = require('internal/webstreams/promises');

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_STREAM_PREMATURE_CLOSE } = codes;
const { nextTick } = process;

// Data that cannot be decompressed is a TypeError to the web.
const undecodable = /^(?:Z_|ERR__ERROR_FORMAT_|ZSTD_error_)/;

function early(err) {
  if (err?.code === 'ERR_STREAM_PREMATURE_CLOSE') return new AbortError(undefined, { cause: err });
  if (err == null || typeof err.code !== 'string' || !undecodable.test(err.code)) return err;
  return Object.assign(new TypeError(undefined, { cause: err }), { code: err.code });
}

// ---- web streams of Node streams

function newWritableStreamFromStreamWritable(streamWritable) {
  const usable = utils.isWritableNodeStream(streamWritable) || typeof streamWritable?._writableState === 'object';
  if (!usable) throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  if (utils.isDestroyed(streamWritable) || !utils.isWritable(streamWritable)) {
    const ended = new WritableStream();
    void ended.close();
    return ended;
  }
  const highWaterMark = streamWritable.writableHighWaterMark;
  const objectMode = streamWritable.writableObjectMode;
  const strategy = objectMode ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  let controller;
  let room; // what a write that filled the buffer waits for
  let closing;

  streamWritable.on('drain', () => room?.resolve());
  const stop = eos(streamWritable, (error) => {
    error = early(error);
    stop();
    // Whoever destroys the stream from now on has nobody to tell.
    streamWritable.on('error', () => {});
    if (error != null) {
      room?.reject(error);
      if (closing !== undefined) {
        closing.reject(error);
        closing = undefined;
      }
      controller.error(error);
      controller = undefined;
      return;
    }
    if (closing !== undefined) {
      closing.resolve();
      closing = undefined;
      return;
    }
    controller.error(new AbortError());
    controller = undefined;
  });

  return new WritableStream({
    start(c) { controller = c; },
    write(chunk) {
      try {
        if (streamWritable.writableNeedDrain || !streamWritable.write(chunk)) {
          room = deferred();
          return promiseFinally(room.promise, () => { room = undefined; });
        }
      } catch (error) {
        destroyer(streamWritable, error);
      }
      return undefined;
    },
    abort(reason) { destroyer(streamWritable, reason); },
    close() {
      if (closing === undefined && !utils.isWritableEnded(streamWritable)) {
        closing = deferred();
        streamWritable.end();
        return closing.promise;
      }
      return closing === undefined ? Promise.resolve() : closing.promise;
    },
  }, strategy);
}

function newReadableStreamFromStreamReadable(streamReadable, options = kEmptyObject) {
  if (typeof streamReadable?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  }
  validateObject(options, 'options');
  const type = options.type;
  if (utils.isDestroyed(streamReadable) || !utils.isReadable(streamReadable)) {
    const ended = new ReadableStream({ type });
    void ended.cancel();
    return ended;
  }
  const objectMode = streamReadable.readableObjectMode;
  const highWaterMark = streamReadable.readableHighWaterMark;
  const strategy = options.strategy ?? (type === 'bytes' ? { highWaterMark } :
    objectMode ? new CountQueuingStrategy({ highWaterMark }) : new ByteLengthQueuingStrategy({ highWaterMark }));
  let controller;
  let cancelled = false;

  streamReadable.pause();
  const stop = eos(streamReadable, { writable: false }, (error) => {
    error = early(error);
    stop();
    streamReadable.on('error', () => {});
    if (error) {
      controller.error(error);
    } else if (!cancelled) {
      controller.close();
      if (type === 'bytes') controller.byobRequest?.respond(0);
    }
  });

  streamReadable.on('data', (chunk) => {
    if (Buffer.isBuffer(chunk) && !objectMode) chunk = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) streamReadable.pause();
  });

  return new ReadableStream({
    type,
    start(c) { controller = c; },
    pull() { streamReadable.resume(); },
    cancel(reason) {
      cancelled = true;
      destroyer(streamReadable, reason);
    },
  }, strategy);
}

function newReadableWritablePairFromDuplex(duplex, options = kEmptyObject) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  validateObject(options, 'options');
  const readableOptions = { type: options.readableType ?? options.type };
  if (utils.isDestroyed(duplex)) {
    const writable = new WritableStream();
    const readable = new ReadableStream({ type: readableOptions.type });
    void writable.close();
    void readable.cancel();
    return { readable, writable };
  }
  const writable = utils.isWritable(duplex) ? newWritableStreamFromStreamWritable(duplex) : new WritableStream();
  if (!utils.isWritable(duplex)) void writable.close();
  const readable = utils.isReadable(duplex) ? newReadableStreamFromStreamReadable(duplex, readableOptions) : new ReadableStream();
  if (!utils.isReadable(duplex)) void readable.cancel();
  return { writable, readable };
}

// ---- Node streams of web streams

const inTick = (fn) => nextTick(() => fn());

// writerMethods are _write, _writev, _final and part of _destroy for a stream that writes to a web stream.
function writerMethods(writer, stream) {
  let closed = false;
  writer.closed.then(() => {
    closed = true;
    const { stream: duplex } = stream;
    if (!utils.isWritableEnded(duplex)) destroyer(duplex, new ERR_STREAM_PREMATURE_CLOSE());
  }, (error) => {
    closed = true;
    destroyer(stream.stream, error);
  });
  const report = (callback) => [() => inTick(() => callback()), (error) => inTick(() => callback(error))];
  const chunkOf = (chunk, encoding) => {
    if (typeof chunk !== 'string' || !stream.decodeStrings || stream.objectMode) return chunk;
    const bytes = Buffer.from(chunk, encoding);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  return {
    isClosed: () => closed,
    writev(chunks, callback) {
      const all = Promise.all(chunks.map(({ chunk, encoding }) => writer.write(chunkOf(chunk, encoding))));
      writer.ready.then(() => all.then(...report(callback)), report(callback)[1]);
      handled(all);
    },
    write(chunk, encoding, callback) {
      chunk = chunkOf(chunk, encoding);
      writer.ready.then(() => writer.write(chunk).then(...report(callback)), report(callback)[1]);
    },
    final(callback) {
      if (closed) {
        inTick(() => callback());
        return;
      }
      writer.close().then(...report(callback));
    },
    end(error) {
      if (closed) return Promise.resolve();
      return error != null ? writer.abort(error) : writer.close();
    },
  };
}

function newStreamWritableFromWritableStream(writableStream, options = kEmptyObject) {
  if (!isWritableStream(writableStream)) throw new ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', writableStream);
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');
  const { Writable } = require('internal/streams/writable');
  const holder = { stream: undefined, decodeStrings, objectMode };
  const methods = writerMethods(writableStream.getWriter(), holder);
  holder.stream = new Writable({
    highWaterMark, objectMode, decodeStrings, signal, write: methods.write, writev: methods.writev, final: methods.final,
    destroy(error, callback) {
      methods.end(error).then(() => inTick(() => callback(error)), () => inTick(() => callback(error)));
    },
  });
  return holder.stream;
}

// readerMethods are _read and part of _destroy for a stream that reads from a web stream.
function readerMethods(reader, holder) {
  let closed = false;
  reader.closed.then(() => { closed = true; }, (error) => {
    closed = true;
    destroyer(holder.stream, error);
  });
  return {
    read() {
      const { stream } = holder;
      reader.read().then(({ value, done }) => {
        if (done) stream.push(null);
        else stream.push(value);
      }, (error) => destroyer(stream, error));
    },
    end(error) { return closed ? Promise.resolve() : reader.cancel(error); },
  };
}

function newStreamReadableFromReadableStream(readableStream, options = kEmptyObject) {
  if (!isReadableStream(readableStream)) throw new ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', readableStream);
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
  validateBoolean(objectMode, 'options.objectMode');
  const { Readable } = require('internal/streams/readable');
  const holder = { stream: undefined };
  const methods = readerMethods(readableStream.getReader(), holder);
  holder.stream = new Readable({
    objectMode, highWaterMark, encoding, signal, read: methods.read,
    destroy(error, callback) {
      methods.end(error).then(() => inTick(() => callback(error)), () => inTick(() => callback(error)));
    },
  });
  return holder.stream;
}

function newStreamDuplexFromReadableWritablePair(pair = kEmptyObject, options = kEmptyObject) {
  validateObject(pair, 'pair');
  const { readable: readableStream, writable: writableStream } = pair;
  if (!isReadableStream(readableStream)) throw new ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readableStream);
  if (!isWritableStream(writableStream)) throw new ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writableStream);
  validateObject(options, 'options');
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
  const { Duplex } = require('internal/streams/duplex');
  const holder = { stream: undefined, decodeStrings, objectMode };
  const writing = writerMethods(writableStream.getWriter(), holder);
  const reading = readerMethods(readableStream.getReader(), holder);
  holder.stream = new Duplex({
    allowHalfOpen, highWaterMark, objectMode, encoding, decodeStrings, signal, write: writing.write, writev: writing.writev,
    final: writing.final, read: reading.read,
    destroy(error, callback) {
      const done = () => inTick(() => callback(error));
      Promise.all([writing.end(error), reading.end(error)]).then(done, done);
    },
  });
  return holder.stream;
}

module.exports = {
  newReadableStreamFromStreamReadable, newReadableWritablePairFromDuplex, newStreamDuplexFromReadableWritablePair,
  newStreamReadableFromReadableStream, newStreamWritableFromWritableStream, newWritableStreamFromStreamWritable,
};
