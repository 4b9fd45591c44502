'use strict';
// net.Socket: a Duplex on a handle.

const { Duplex } = require('internal/streams/duplex');
const { Buffer } = require('buffer');
const {
  ErrnoException,
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_HANDLE_TYPE,
    ERR_MISSING_ARGS,
    ERR_SOCKET_CLOSED,
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION,
  },
  genericNodeError,
} = require('internal/errors');
const { validateAbortSignal, validateInt32, validateNumber, validateString } = require('internal/validators');
const { clearTimeout } = require('internal/timers');
const { Pipe, TCP } = require('internal/net/handle');
const {
  kBuffer, kBufferCb, kBufferGen, kHandle, kLastWriteQueueSize, kOwner, kTimeout, onread, setStreamTimeout, writeTo,
} = require('internal/net/io');

const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');
const kSetNoDelay = Symbol('kSetNoDelay');
const kSetKeepAlive = Symbol('kSetKeepAlive');
const kTypeOfService = Symbol('kSetTOS');
const kKeepAlive = Symbol('kKeepAlive'); // [initial delay, interval, count], in seconds

const clientSocket = require('diagnostics_channel').channel('net.client.socket');

const { nextTick } = process;
const noop = () => {};

function checkOptions(options) {
  for (const name of ['objectMode', 'readableObjectMode', 'writableObjectMode']) {
    if (options?.[name]) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, options[name], 'is not supported');
  }
  if (options?.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options?.blockList && !require('internal/net/blocklist').BlockList.isBlockList(options.blockList)) {
    throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList);
  }
}

function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  checkOptions(options);
  this.connecting = false;
  this._hadError = false;
  this[kHandle] = null;
  this._parent = null;
  this._host = null;
  this[kLastWriteQueueSize] = 0;
  this[kTimeout] = null;
  this[kBuffer] = null;
  this[kBufferCb] = null;
  this[kBufferGen] = null;
  this._closeAfterHandlingError = false;
  options = typeof options === 'number' ? { fd: options } : { ...options };
  options.allowHalfOpen = Boolean(options.allowHalfOpen);
  options.emitClose = false; // the handle's close callback does
  options.autoDestroy = true;
  options.decodeStrings = false;
  Duplex.call(this, options);
  if (options.handle) this[kHandle] = options.handle;
  else if (options.fd !== undefined) this[kHandle] = openDescriptor(options.fd);
  useBuffer(this, options.onread);
  this[kSetNoDelay] = Boolean(options.noDelay);
  this[kSetKeepAlive] = Boolean(options.keepAlive);
  this[kKeepAlive] = [~~(options.keepAliveInitialDelay / 1000), undefined, undefined];
  if (options.typeOfService !== undefined) validateInt32(options.typeOfService, 'options.typeOfService', 0, 255);
  this[kTypeOfService] = options.typeOfService;
  this.on('end', onEnd);
  own(this);
  this._pendingData = null;
  this._pendingEncoding = '';
  if (this[kHandle] && options.readable !== false) startReading(this, options);
  if (options.signal) abortable(this, options);
  this.server = null;
  this._server = null;
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  if (options.blockList) this.blockList = options.blockList;
}

Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

function openDescriptor(fd) {
  validateInt32(fd, 'fd', 0);
  return require('internal/net/handle').open(fd);
}

// useBuffer remembers where the option onread wants data.
function useBuffer(socket, onread) {
  if (onread === null || typeof onread !== 'object' || typeof onread.callback !== 'function') return;
  if (typeof onread.buffer === 'function') {
    socket[kBuffer] = true;
    socket[kBufferGen] = onread.buffer;
  } else if (onread.buffer instanceof Uint8Array) {
    socket[kBuffer] = onread.buffer;
  } else {
    return;
  }
  socket[kBufferCb] = onread.callback;
}

function startReading(socket, options) {
  if (options.pauseOnCreate) {
    socket[kHandle].reading = false;
    socket[kHandle].readStop();
    socket.readableFlowing = false;
  } else if (!options.manualStart) {
    socket.read(0);
  }
}

function abortable(socket, { signal }) {
  validateAbortSignal(signal, 'options.signal');
  let listening;
  const onAbort = () => {
    listening?.[Symbol.dispose]();
    socket._aborted = true;
  };
  nextTick(() => {
    if (signal.aborted) onAbort();
    else listening = require('events').addAbortListener(signal, onAbort);
  });
}

// own makes a new handle the socket's.
function own(socket) {
  socket._undestroy();
  socket._sockname = null;
  const handle = socket[kHandle];
  if (!handle) return;
  handle[kOwner] = socket;
  handle.onread = onread;
  if (socket[kBufferGen] === null) return;
  const buffer = socket[kBufferGen]();
  if (buffer instanceof Uint8Array) socket[kBuffer] = buffer;
}

// replaceHandle puts another handle in the place of the one whose attempt to connect failed.
function replaceHandle(socket, handle) {
  socket[kHandle]?.close();
  socket[kHandle] = handle;
  own(socket);
}

// onEnd stands before the program's own listeners of 'end'.
function onEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterEnd;
}

// writeAfterEnd is the write of a socket that the other side has ended: the usual error would blame the program.
function writeAfterEnd(chunk, encoding, cb) {
  if (!this.writableEnded) return Duplex.prototype.write.call(this, chunk, encoding, cb);
  if (typeof encoding === 'function') cb = encoding;
  const err = genericNodeError('This socket has been ended by the other party', { code: 'EPIPE' });
  if (typeof cb === 'function') nextTick(cb, err);
  this.destroy(err);
  return false;
}

function accessor(name, get, enumerable = true) {
  Object.defineProperty(Socket.prototype, name, { __proto__: null, configurable: !enumerable, enumerable, get });
}

const methods = {
  _unrefTimer() {
    for (let s = this; s != null; s = s._parent) s[kTimeout]?.refresh();
  },

  _final(cb) {
    if (this.connecting) return this.once('connect', () => this._final(cb));
    const handle = this[kHandle];
    if (!handle) return cb();
    const err = handle.shutdown(() => cb());
    if (err === -107) return cb(); // ENOTCONN: there is nothing to end
    if (err !== 0) return cb(new ErrnoException(err, 'shutdown'));
  },

  setTimeout: setStreamTimeout,

  // A write in progress is no silence.
  _onTimeout() {
    const handle = this[kHandle];
    const last = this[kLastWriteQueueSize];
    if (last > 0 && handle && last !== handle.writeQueueSize) {
      this[kLastWriteQueueSize] = handle.writeQueueSize;
      this._unrefTimer();
      return;
    }
    this.emit('timeout');
  },

  setNoDelay(enable) {
    enable = Boolean(enable === undefined ? true : enable);
    const handle = this[kHandle];
    if (!handle || (handle.setNoDelay && enable !== this[kSetNoDelay])) {
      this[kSetNoDelay] = enable;
      handle?.setNoDelay(enable);
    }
    return this;
  },

  setKeepAlive(enable, initialDelay, interval, count) {
    if (enable !== null && typeof enable === 'object') ({ enable, initialDelay, interval, count } = enable);
    enable = Boolean(enable);
    const seconds = [~~(initialDelay / 1000), interval === undefined ? undefined : ~~(interval / 1000), count];
    this[kSetKeepAlive] = enable;
    this[kKeepAlive] = seconds;
    this[kHandle]?.setKeepAlive?.(enable, ...seconds);
    return this;
  },

  setTypeOfService(tos) {
    if (Number.isNaN(tos)) throw new ERR_INVALID_ARG_TYPE('tos', 'number', tos);
    validateInt32(tos, 'tos', 0, 255);
    const handle = this[kHandle];
    const err = handle?.typeOfService && !this.connecting ? handle.typeOfService(tos) : 0;
    if (err < 0) throw new ErrnoException(err, 'setTypeOfService');
    this[kTypeOfService] = tos;
    return this;
  },

  getTypeOfService() {
    const handle = this[kHandle];
    if (!handle?.typeOfService || this.connecting) return this[kTypeOfService] ?? 0;
    const tos = handle.typeOfService();
    if (tos < 0) throw new ErrnoException(tos, 'getTypeOfService');
    return tos;
  },

  address() { return this._getsockname(); },

  _read(n) {
    const handle = this[kHandle];
    if (this.connecting || !handle) this.once('connect', () => this._read(n));
    else if (!handle.reading) readStart(this);
  },

  end(data, encoding, callback) {
    Duplex.prototype.end.call(this, data, encoding, callback);
    return this;
  },

  resetAndDestroy() {
    const handle = this[kHandle];
    if (!handle) {
      this.destroy(new ERR_SOCKET_CLOSED());
      return this;
    }
    if (!(handle instanceof TCP)) throw new ERR_INVALID_HANDLE_TYPE();
    if (this.connecting) this.once('connect', () => this._reset());
    else this._reset();
    return this;
  },

  _reset() {
    this.resetAndClosing = true;
    return this.destroy();
  },

  pause() {
    const handle = this[kHandle];
    if (this[kBuffer] && !this.connecting && handle?.reading) {
      handle.reading = false;
      if (!this.destroyed) handle.readStop();
    }
    return Duplex.prototype.pause.call(this);
  },

  resume() {
    readIntoBuffer(this);
    return Duplex.prototype.resume.call(this);
  },

  read(n) {
    readIntoBuffer(this);
    return Duplex.prototype.read.call(this, n);
  },

  destroySoon() {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', this.destroy);
  },

  _destroy(exception, cb) {
    this.connecting = false;
    for (let s = this; s != null; s = s._parent) clearTimeout(s[kTimeout]);
    if (this[kHandle]) {
      closeHandle(this, Boolean(exception));
      cb(exception);
    } else {
      cb(exception);
      nextTick(emitClose, this);
    }
    if (this._server) {
      this._server._connections--;
      this._server._emitCloseIfDrained?.();
    }
  },

  _getpeername() {
    const handle = this[kHandle];
    if (!handle?.getpeername || this.connecting) return this._peername || {};
    if (!this._peername) {
      const out = {};
      if (handle.getpeername(out)) return out;
      this._peername = out;
    }
    return this._peername;
  },

  _getsockname() {
    const handle = this[kHandle];
    if (!handle?.getsockname) return {};
    if (!this._sockname) {
      this._sockname = {};
      handle.getsockname(this._sockname);
    }
    return this._sockname;
  },

  _writeGeneric(writev, data, encoding, cb) {
    if (this.connecting) {
      writeWhenConnected(this, writev, data, encoding, cb);
      return;
    }
    this._pendingData = null;
    this._pendingEncoding = '';
    if (!this[kHandle]) {
      cb(new ERR_SOCKET_CLOSED());
      return false;
    }
    this._unrefTimer();
    writeTo(this, writev, data, encoding, cb);
  },

  _writev(chunks, cb) { this._writeGeneric(true, chunks, '', cb); },

  _write(data, encoding, cb) { this._writeGeneric(false, data, encoding, cb); },

  connect(...args) {
    const { connectSocket, normalizeArgs, normalized } = require('internal/net/connect');
    const list = Array.isArray(args[0]) && args[0][normalized] ? args[0] : normalizeArgs(args);
    const [options, cb] = list;
    if (clientSocket.hasSubscribers) clientSocket.publish({ socket: this });
    if (cb !== null) this.once('connect', cb);
    if (this._parent?.connecting) return this;
    if (options.port === undefined && options.path == null) throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
    if (this.write !== Socket.prototype.write) this.write = Socket.prototype.write;
    if (this.destroyed) {
      this[kHandle] = null;
      this._peername = null;
      this._sockname = null;
    }
    const pipe = Boolean(options.path);
    if (!this[kHandle]) {
      this[kHandle] = pipe ? new Pipe() : new TCP();
      own(this);
    }
    this._unrefTimer();
    this.connecting = true;
    if (pipe) validateString(options.path, 'options.path');
    connectSocket(this, options);
    return this;
  },

  ref() {
    if (this[kHandle]) this[kHandle].ref?.();
    else this.once('connect', this.ref);
    return this;
  },

  unref() {
    if (this[kHandle]) this[kHandle].unref?.();
    else this.once('connect', this.unref);
    return this;
  },
};

for (const [name, value] of Object.entries(methods)) Socket.prototype[name] = value;

function readStart(socket) {
  const handle = socket[kHandle];
  handle.reading = true;
  const err = handle.readStart();
  if (err) socket.destroy(new ErrnoException(err, 'read'));
}

// readIntoBuffer: with the option onread nothing goes through the stream's own buffer, and reading starts here.
function readIntoBuffer(socket) {
  if (socket[kBuffer] && !socket.connecting && socket[kHandle] && !socket[kHandle].reading) readStart(socket);
}

function emitClose(self) { self.emit('close'); }

function closeHandle(socket, isException) {
  const handle = socket[kHandle];
  socket[kBytesRead] = handle.bytesRead;
  socket[kBytesWritten] = handle.bytesWritten;
  const closed = () => socket.emit('close', isException);
  if (socket._closeAfterHandlingError) {
    // The program may still look at the socket while it handles the error.
    queueMicrotask(() => handle.close(() => {
      closed();
      forget(socket, handle);
    }));
    return;
  }
  if (socket.resetAndClosing) {
    socket.resetAndClosing = false;
    const err = handle.reset(closed);
    if (err) socket.emit('error', new ErrnoException(err, 'reset'));
  } else {
    handle.close(closed);
  }
  forget(socket, handle);
}

function forget(socket, handle) {
  handle.onread = noop;
  socket[kHandle] = null;
  socket._sockname = null;
}

// writeWhenConnected keeps the first write; the stream keeps the others back until it is through.
function writeWhenConnected(socket, writev, data, encoding, cb) {
  socket._pendingData = data;
  socket._pendingEncoding = encoding;
  const onClose = () => cb(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
  socket.once('connect', function connect() {
    socket.off('close', onClose);
    socket._writeGeneric(writev, data, encoding, cb);
  });
  socket.once('close', onClose);
}

accessor('_connecting', function() { return this.connecting; }, false);
accessor('pending', function() { return !this[kHandle] || this.connecting; }, false);
accessor('readyState', function() {
  if (this.connecting) return 'opening';
  if (this.readable) return this.writable ? 'open' : 'readOnly';
  return this.writable ? 'writeOnly' : 'closed';
}, false);
accessor('bufferSize', function() { return this[kHandle] ? this.writableLength : undefined; }, false);
accessor('bytesRead', function bytesRead() { return this[kHandle] ? this[kHandle].bytesRead : this[kBytesRead]; });
accessor('remoteAddress', function remoteAddress() { return this._getpeername().address; });
accessor('remoteFamily', function remoteFamily() { return this._getpeername().family; });
accessor('remotePort', function remotePort() { return this._getpeername().port; });
accessor('localAddress', function localAddress() { return this._getsockname().address; });
accessor('localPort', function localPort() { return this._getsockname().port; });
accessor('localFamily', function localFamily() { return this._getsockname().family; });
accessor('_bytesDispatched', function _bytesDispatched() {
  return this[kHandle] ? this[kHandle].bytesWritten : this[kBytesWritten];
});
// bytesWritten counts what waits in the stream too.
accessor('bytesWritten', function bytesWritten() {
  const waiting = this.writableBuffer;
  if (!waiting) return undefined;
  let bytes = this._bytesDispatched;
  for (const { chunk, encoding } of waiting) bytes += sizeOf(chunk, encoding);
  const { _pendingData: data, _pendingEncoding: encoding } = this;
  if (Array.isArray(data)) for (const { chunk, encoding } of data) bytes += sizeOf(chunk, encoding);
  else if (data) bytes += sizeOf(data, encoding);
  return bytes;
});

function sizeOf(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length;
}

Object.defineProperty(Socket.prototype, '_handle', {
  __proto__: null,
  get() { return this[kHandle]; },
  set(v) { this[kHandle] = v; },
});

module.exports = { Socket, kKeepAlive, kSetKeepAlive, kSetNoDelay, kTypeOfService, replaceHandle };
