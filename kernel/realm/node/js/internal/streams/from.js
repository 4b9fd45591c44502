'use strict';
// Readable.from: a stream of what an iterable yields, one request at a time.

const { Buffer } = require('buffer');
const { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES } = require('internal/errors').codes;

const { nextTick } = process;

function from(Readable, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) return single(Readable, iterable, options);
  if (iterable?.[Symbol.asyncIterator]) return pumped(Readable, iterable[Symbol.asyncIterator](), true, options);
  if (iterable?.[Symbol.iterator]) return pumped(Readable, iterable[Symbol.iterator](), false, options);
  throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
}

// A string or a Buffer is one chunk, not a sequence of characters or bytes.
function single(Readable, chunk, options) {
  return new Readable({
    objectMode: true,
    ...options,
    read() {
      this.push(chunk);
      this.push(null);
    },
  });
}

// pumped reads from the iterator until the buffer is full; a synchronous iterator's promises are awaited.
function pumped(Readable, iterator, isAsync, options) {
  const stream = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  let reading = false;

  stream._read = function() {
    if (reading) return;
    reading = true;
    if (isAsync) void pumpAsync();
    else pumpSync();
  };

  stream._destroy = function(err, cb) {
    close(err).then(
      () => nextTick(cb, err),
      (failure) => nextTick(cb, failure || err));
  };

  async function close(err) {
    if (err != null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(err);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  // offer pushes a value and reports whether to go on at once.
  function offer(value) {
    if (value === null) {
      reading = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    if (stream.push(value)) return true;
    reading = false;
    return false;
  }

  function pumpSync() {
    for (;;) {
      try {
        const { value, done } = iterator.next();
        if (done) {
          stream.push(null);
          return;
        }
        if (typeof value?.then === 'function') {
          void pumpValue(value);
          return;
        }
        if (!offer(value)) return;
      } catch (err) {
        stream.destroy(err);
        return;
      }
    }
  }

  // pumpValue goes on with pumpSync when the promise a synchronous iterator yielded is settled.
  async function pumpValue(promise) {
    try {
      if (!offer(await promise)) return;
    } catch (err) {
      stream.destroy(err);
      return;
    }
    pumpSync();
  }

  async function pumpAsync() {
    for (;;) {
      try {
        const { value, done } = await iterator.next();
        if (done) {
          stream.push(null);
          return;
        }
        if (!offer(typeof value?.then === 'function' ? await value : value)) return;
      } catch (err) {
        stream.destroy(err);
        return;
      }
    }
  }
  return stream;
}

module.exports = { from };
