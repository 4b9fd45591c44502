'use strict';
// A Bridge is a Duplex in front of other streams: what is written to it goes into one, what is read from it comes out of
// another. compose and Duplex.from are made of it.

const { AbortError } = require('internal/errors');
const { isNodeStream, isTransformStream, isWebStream } = require('internal/streams/utils');

class Bridge {
  constructor(duplex) {
    this.duplex = duplex;
    this.onDrain = null; // callbacks that wait for the streams behind
    this.onFinish = null;
    this.onReadable = null;
    this.onClose = undefined; // null: the streams behind are over; a function: _destroy waits for that
  }

  // over: the streams behind have ended. It reports whether _destroy was waiting for it.
  over(err) {
    const callback = this.onClose;
    this.onClose = null;
    callback?.(err);
    return callback !== undefined && callback !== null;
  }

  take(name) {
    const callback = this[name];
    this[name] = null;
    callback?.();
  }

  writeInto(stream) {
    if (isNodeStream(stream)) this.#writeIntoNode(stream);
    else if (isWebStream(stream)) this.#writeIntoWeb(isTransformStream(stream) ? stream.writable : stream);
  }

  #writeIntoNode(stream) {
    const { duplex } = this;
    duplex._write = (chunk, encoding, callback) => {
      if (stream.write(chunk, encoding)) callback();
      else this.onDrain = callback;
    };
    duplex._final = (callback) => {
      stream.end();
      this.onFinish = callback;
    };
    stream.on('drain', () => this.take('onDrain'));
  }

  #writeIntoWeb(stream) {
    const { duplex } = this;
    const writer = stream.getWriter();
    duplex._write = async (chunk, encoding, callback) => {
      try {
        await writer.ready;
        writer.write(chunk).catch(() => {});
        callback();
      } catch (err) {
        callback(err);
      }
    };
    duplex._final = async (callback) => {
      try {
        await writer.ready;
        writer.close().catch(() => {});
        this.onFinish = callback;
      } catch (err) {
        callback(err);
      }
    };
  }

  readFrom(stream) {
    if (isNodeStream(stream)) this.#readFromNode(stream);
    else if (isWebStream(stream)) this.#readFromWeb(isTransformStream(stream) ? stream.readable : stream);
  }

  #readFromNode(stream) {
    const { duplex } = this;
    stream.on('readable', () => this.take('onReadable'));
    stream.on('end', () => duplex.push(null));
    duplex._read = () => {
      for (;;) {
        const chunk = stream.read();
        if (chunk === null) {
          this.onReadable = duplex._read;
          return;
        }
        if (!duplex.push(chunk)) return;
      }
    };
  }

  #readFromWeb(stream) {
    const { duplex } = this;
    const reader = stream.getReader();
    duplex._read = async () => {
      for (;;) {
        try {
          const { value, done } = await reader.read();
          if (done) {
            duplex.push(null);
            return;
          }
          if (!duplex.push(value)) return;
        } catch {
          return; // whoever ended the stream reports it
        }
      }
    };
  }

  // destroyWith makes the duplex wait, when it is destroyed, for the streams that destroyOthers(err) ends.
  destroyWith(destroyOthers) {
    this.duplex._destroy = (err, callback) => {
      if (!err && this.onClose !== null) err = new AbortError();
      this.onReadable = null;
      this.onDrain = null;
      this.onFinish = null;
      if (this.onClose === null) {
        callback(err);
        return;
      }
      this.onClose = callback;
      destroyOthers(err);
    };
  }
}

module.exports = { Bridge };
