'use strict';
// process.stdin, and what turns the plain objects that process.stdout and stderr begin as into streams. Output is
// synchronous (callbacks of writes come in ticks); input is read only while somebody wants it, and only then holds the
// loop.

const { Buffer } = require('buffer');
const { Readable } = require('internal/streams/readable');
const { Writable } = require('internal/streams/writable');
const { addTerminal } = require('internal/terminal');

const { nextTick } = process;

// ---- output

// SyncWriteStream writes through the function it was lent; it cannot be closed, like Node's stdout.
function SyncWriteStream(options) {
  Writable.call(this, options);
}

Object.setPrototypeOf(SyncWriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(SyncWriteStream, Writable);

const kWrite = Symbol('kWrite');

SyncWriteStream.prototype._write = function(chunk, encoding, cb) {
  const text = typeof chunk === 'string' && encoding !== 'utf8' && encoding !== 'utf-8';
  this[kWrite](text ? Buffer.from(chunk, encoding) : chunk);
  cb();
};

SyncWriteStream.prototype.destroySoon = SyncWriteStream.prototype.destroy;

function survive(err, cb) {
  cb(err);
  this._undestroy();
  if (!this._writableState.emitClose) nextTick(() => this.emit('close'));
}

// become makes a stream of a plain object { fd, write }.
function become(object) {
  const { fd, write } = object;
  delete object.write;
  delete object.writable;
  const terminal = internal.isTerminal(fd);
  Object.setPrototypeOf(object, terminal ? terminalPrototype() : SyncWriteStream.prototype);
  Reflect.apply(SyncWriteStream, object, [{ autoDestroy: true, decodeStrings: false }]);
  Object.defineProperty(object, kWrite, { value: write });
  if (terminal) {
    object.isTTY = true;
    object._refreshSize();
  }
  object._type = terminal ? 'tty' : 'fs';
  object._isStdio = true;
  object._destroy = survive;
}

let madePrototype;

// terminalPrototype is that of an output stream on a terminal.
function terminalPrototype() {
  if (madePrototype === undefined) {
    madePrototype = Object.create(SyncWriteStream.prototype);
    addTerminal(madePrototype);
  }
  return madePrototype;
}

// ---- input

class ReadStream extends Readable {
  #input;
  #wanted = false; // somebody waits for a chunk
  #unrefed = false;

  constructor(fd) {
    super({ highWaterMark: 64 * 1024, autoDestroy: !internal.inputIsFile() });
    this.fd = fd;
    this._isStdio = true;
    this.#input = internal.openInput((err, bytes) => this.#take(err, bytes));
    // A stream that is paused must not hold the loop, although a read may be under way.
    this.on('pause', () => { if (!this.readableFlowing) this.#hold(); });
    this.on('resume', () => this.#hold());
  }

  #hold() {
    const on = this.#wanted && !this.#unrefed && (this.readableFlowing !== false || this.listenerCount('readable') > 0);
    if (on) internal.refInput(this.#input);
    else internal.unrefInput(this.#input);
  }

  _read() {
    this.#wanted = true;
    this.#hold();
    internal.readInput(this.#input);
  }

  #take(err, bytes) {
    this.#wanted = false;
    this.#hold();
    if (err) this.destroy(new Error(err));
    else this.push(bytes === undefined ? null : Buffer.from(bytes));
  }

  _destroy(err, cb) {
    internal.closeInput(this.#input);
    cb(err);
  }

  ref() {
    this.#unrefed = false;
    this.#hold();
    return this;
  }

  unref() {
    this.#unrefed = true;
    this.#hold();
    return this;
  }
}

function stdin() {
  const stream = new ReadStream(0);
  if (internal.isTerminal(0)) {
    stream.isTTY = true;
    stream.isRaw = false;
    stream.setRawMode = function setRawMode(flag) {
      flag = Boolean(flag);
      if (internal.setRaw(0, flag)) this.isRaw = flag;
      return this;
    };
  }
  return stream;
}

module.exports = { become, stdin };
