'use strict';
// duplexPair: two ends of one wire inside the process. What is written to one is read from the other.

const { Duplex } = require('internal/streams/duplex');

class DuplexSide extends Duplex {
  #other = null;
  #resume = null; // the callback of a write that the other end has not read yet

  constructor(options) {
    super(options);
  }

  static join(a, b) {
    a.#other = b;
    b.#other = a;
  }

  _read() {
    const callback = this.#resume;
    if (!callback) return;
    this.#resume = null;
    callback();
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      process.nextTick(callback);
      return;
    }
    this.#other.push(chunk);
    this.#other.#resume = callback;
  }

  _final(callback) {
    this.#other.on('end', callback);
    this.#other.push(null);
  }

  _destroy(err, callback) {
    const other = this.#other;
    if (other !== null && !other.destroyed) {
      process.nextTick(() => {
        if (other.destroyed) return;
        if (err) other.destroy(err);
        else other.push(null);
      });
    }
    callback(err);
  }
}

function duplexPair(options) {
  const a = new DuplexSide(options);
  const b = new DuplexSide(options);
  DuplexSide.join(a, b);
  return [a, b];
}

module.exports = { duplexPair };
