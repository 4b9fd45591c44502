'use strict';
// Socket: a stream on one end of a pipe to another process, which reads and writes (child.stdin, child.stdout …).

const { Buffer } = require('buffer');
const { Duplex } = require('internal/streams/duplex');
const { ErrnoException } = require('internal/errors');

// Handle is the pipe as Node's programs know it.
class Pipe {
  #pipe;

  constructor(pipe) { this.#pipe = pipe; }

  get fd() { return internal.fd(this.#pipe); }

  onRead(fn) { internal.onRead(this.#pipe, fn); }

  readStart() { internal.readStart(this.#pipe); }

  readStop() { internal.readStop(this.#pipe); }

  write(chunk, done) { return internal.write(this.#pipe, chunk, done); }

  shutdown(done) { internal.shutdown(this.#pipe, done); }

  ref() { internal.ref(this.#pipe); }

  unref() { internal.unref(this.#pipe); }

  hasRef() { return internal.hasRef(this.#pipe); }

  close(done = () => {}) { internal.close(this.#pipe, done); }
}

const kMax = 64 * 1024;

class Socket extends Duplex {
  #reading = false;
  #lent = false; // given to a child as one of its descriptors

  constructor({ handle, readable }) {
    super({ allowHalfOpen: false, emitClose: false, decodeStrings: true, readable, highWaterMark: kMax });
    this._handle = handle;
    this.bytesRead = 0;
    this.on('end', this.#ended);
    if (handle === null) {
      process.nextTick(() => this.destroy());
      return;
    }
    handle.onRead((errno, bytes) => this.#take(errno, bytes));
    if (readable) this.read(0);
    else this.push(null);
  }

  #take(errno, bytes) {
    if (errno !== 0) {
      this.destroy(new ErrnoException(errno, 'read'));
    } else if (bytes === undefined) {
      this.push(null);
      this.read(0);
    } else {
      this.bytesRead += bytes.byteLength;
      if (this.push(Buffer.from(bytes))) return;
      this.#reading = false;
      this._handle?.readStop();
    }
  }

  #ended() {
    this.write = (chunk, encoding, cb) => {
      if (typeof encoding === 'function') cb = encoding;
      const err = Object.assign(new Error('This socket has been ended by the other party'), { code: 'EPIPE' });
      if (typeof cb === 'function') process.nextTick(cb, err);
      this.destroy(err);
      return false;
    };
  }

  // lend stops the reading: a child will do it.
  lend() {
    this.#lent = true;
    this.pause();
    this._handle.readStop();
    return this._handle.fd;
  }

  get isLent() { return this.#lent; }

  _read() {
    if (this.#reading || this._handle === null || this.#lent) return;
    this.#reading = true;
    this._handle.readStart();
  }

  pause() {
    if (this.#reading && this._handle !== null) {
      this.#reading = false;
      this._handle.readStop();
    }
    return super.pause();
  }

  resume() {
    if (this._handle !== null && this.readable && !this.readableEnded) this._read();
    return super.resume();
  }

  _write(chunk, encoding, cb) {
    const failed = (errno) => new ErrnoException(errno, 'write');
    const errno = this._handle.write(chunk, (late) => cb(late < 0 ? failed(late) : null));
    if (errno <= 0) cb(errno < 0 ? failed(errno) : null);
  }

  _writev(chunks, cb) {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer', cb);
  }

  _final(cb) {
    if (this._handle === null) cb();
    else this._handle.shutdown((errno) => cb(errno < 0 ? new ErrnoException(errno, 'shutdown') : null));
  }

  _destroy(err, cb) {
    const handle = this._handle;
    this._handle = null;
    if (handle === null) process.nextTick(() => this.emit('close', Boolean(err)));
    else handle.close(() => this.emit('close', Boolean(err)));
    cb(err);
  }

  destroySoon() {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', this.destroy);
  }

  ref() {
    this._handle?.ref();
    return this;
  }

  unref() {
    this._handle?.unref();
    return this;
  }

  get pending() { return this._handle === null; }

  get readyState() {
    if (this.readable) return this.writable ? 'open' : 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  }
}

module.exports = { Pipe, Socket };
