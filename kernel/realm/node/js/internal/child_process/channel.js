'use strict';
// The channel between a parent and a child: what child.send and process.send write and 'message' hears. Messages are lines of
// JSON on a pipe that reads and writes, as Node writes them, so that either side may be Node.

const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const { Buffer } = require('buffer');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_IPC_CHANNEL_CLOSED, ERR_IPC_DISCONNECTED, ERR_MISSING_ARGS },
  ErrnoException,
  notImplemented,
} = require('internal/errors');
const { validateObject } = require('internal/validators');

// Control is the channel as programs see it: child.channel, process.channel. Until a program says ref() or unref(), the
// channel holds the loop while somebody listens.
class Control extends EventEmitter {
  #pipe;
  #listeners = 0;
  #explicit = false;

  constructor(pipe) {
    super();
    this.#pipe = pipe;
  }

  refCounted() {
    if (++this.#listeners === 1 && !this.#explicit) this.#pipe.ref();
  }

  unrefCounted() {
    if (--this.#listeners === 0 && !this.#explicit) this.#pipe.unref();
  }

  ref() {
    this.#explicit = true;
    this.#pipe.ref();
  }

  unref() {
    this.#explicit = true;
    this.#pipe.unref();
  }

  get fd() { return this.#pipe.fd; }
}

const isInternal = (message) =>
  message !== null && typeof message === 'object' && typeof message.cmd === 'string' && message.cmd.length > 5 && message.cmd.startsWith('NODE_');

// Lines takes the messages out of a stream of bytes.
class Lines {
  #decoder = new StringDecoder('utf8');
  #rest = '';

  * push(bytes) {
    const lines = (this.#rest + this.#decoder.write(Buffer.from(bytes))).split('\n');
    this.#rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }

  get partial() { return this.#rest !== ''; }

  static frame(message) { return Buffer.from(`${JSON.stringify(message)}\n`); }
}

// Blocks is the serialization 'advanced': a length of four bytes, then the message as v8.serialize writes it.
class Blocks {
  #rest = Buffer.alloc(0);

  * push(bytes) {
    this.#rest = Buffer.concat([this.#rest, Buffer.from(bytes)]);
    while (this.#rest.length >= 4 && this.#rest.length >= 4 + this.#rest.readUInt32BE(0)) {
      const end = 4 + this.#rest.readUInt32BE(0);
      const message = require('v8').deserialize(this.#rest.subarray(4, end));
      this.#rest = this.#rest.subarray(end);
      yield message;
    }
  }

  get partial() { return this.#rest.length > 0; }

  static frame(message) {
    const body = require('v8').serialize(message);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    return Buffer.concat([head, body]);
  }
}

const framings = { __proto__: null, json: Lines, advanced: Blocks };
const sendable = new Set(['string', 'object', 'number', 'boolean']);
const writeLimit = 128 * 1024;

class Channel {
  constructor(target, pipe, mode, onClose) {
    Object.assign(this, { target, pipe, onClose, writing: 0, pending: [], open: true });
    this.Framing = framings[mode];
    this.incoming = new this.Framing();
    this.control = new Control(pipe);
    pipe.onRead((errno, bytes) => this.read(errno, bytes));
    target.on('newListener', () => process.nextTick(() => this.flush()));
  }

  read(errno, bytes) {
    if (errno !== 0 || bytes === undefined) {
      this.ended();
      return;
    }
    for (const message of this.incoming.push(bytes)) this.handle(message);
  }

  // ended is the other side's disconnect or death.
  ended() {
    const { target } = this;
    if (target.connected) target.disconnect();
    this.close();
    target.channel = null;
    this.onClose();
  }

  close() {
    if (!this.open) return;
    this.open = false;
    this.pipe.close();
  }

  handle(message) {
    if (!this.target.channel) return;
    if (isInternal(message)) {
      // A handle (a socket, a server) came with it and is not taken.
      if (message.cmd === 'NODE_HANDLE') this.send({ cmd: 'NODE_HANDLE_NACK' }, { swallowErrors: true });
      process.nextTick(() => this.target.emit('internalMessage', message, undefined));
      return;
    }
    process.nextTick(() => {
      if (this.target.listenerCount('message') > 0) this.target.emit('message', message, undefined);
      else this.pending.push(message);
    });
  }

  // flush hands over what came while nobody listened.
  flush() {
    if (!this.target.channel || this.target.listenerCount('message') === 0) return;
    const messages = this.pending;
    this.pending = [];
    for (const message of messages) this.target.emit('message', message, undefined);
  }

  send(message, options, callback) {
    const { target, control } = this;
    if (message === undefined) throw new ERR_MISSING_ARGS('message');
    if (!sendable.has(typeof message)) throw new ERR_INVALID_ARG_TYPE('message', ['string', 'object', 'number', 'boolean'], message);
    const frame = this.Framing.frame(message);
    const errno = this.pipe.write(frame, (late) => {
      this.writing -= frame.length;
      control.unrefCounted();
      if (typeof callback === 'function') callback(late < 0 ? new ErrnoException(late, 'write') : null);
    });
    if (errno === 1) {
      this.writing += frame.length;
      control.refCounted();
    } else if (errno === 0) {
      if (typeof callback === 'function') process.nextTick(callback, null);
    } else if (!options.swallowErrors) {
      const err = new ErrnoException(errno, 'write');
      process.nextTick(() => (typeof callback === 'function' ? callback(err) : target.emit('error', err)));
    }
    return this.writing < writeLimit;
  }

  disconnect() {
    const { target } = this;
    target.channel = null;
    let fired = false;
    const finish = () => {
      if (fired) return;
      fired = true;
      this.close();
      target.emit('disconnect');
    };
    if (this.incoming.partial && this.open) target.once('message', finish);
    else process.nextTick(finish);
  }
}

// openChannel gives target (a child, or process) send, disconnect, connected and channel. onClose is called when the other
// side has gone.
function openChannel(target, pipe, mode, onClose) {
  const channel = new Channel(target, pipe, mode, onClose);
  target.channel = channel.control;
  target.send = function send(message, handle, options, callback) {
    if (typeof handle === 'function') [callback, handle, options] = [handle, undefined, undefined];
    else if (typeof options === 'function') [callback, options] = [options, undefined];
    else if (options !== undefined) validateObject(options, 'options');
    if (handle) notImplemented('subprocess.send with a handle')();
    if (this.connected) return channel.send(message, { swallowErrors: false, ...options }, callback);
    const err = new ERR_IPC_CHANNEL_CLOSED();
    process.nextTick(() => (typeof callback === 'function' ? callback(err) : this.emit('error', err)));
    return false;
  };
  target._send = (message, handle, options, callback) => channel.send(message, { swallowErrors: options === true, ...options }, callback);
  target.connected = true;
  target.disconnect = function disconnect() {
    if (!this.connected) {
      this.emit('error', new ERR_IPC_DISCONNECTED());
      return;
    }
    this.connected = false;
    channel.disconnect();
  };
  target._disconnect = () => channel.disconnect();
  pipe.readStart();
  return channel.control;
}

// openOwnChannel makes process.send and its kin in a program that was forked.
function openOwnChannel(fd, mode) {
  const { Pipe } = require('internal/pipe');
  const opened = internal.open(fd);
  if (typeof opened === 'number') throw new ErrnoException(opened, 'open');
  const pipe = new Pipe(opened);
  pipe.unref();
  const control = openChannel(process, pipe, mode, () => {});
  const counted = (event) => event === 'message' || event === 'disconnect';
  process.on('newListener', (event) => { if (counted(event)) control.refCounted(); });
  process.on('removeListener', (event) => { if (counted(event)) control.unrefCounted(); });
}

module.exports = { openChannel, openOwnChannel };
