'use strict';
// net.Server: accepts connections and makes a Socket of each.

const EventEmitter = require('events');
const {
  ErrnoException,
  UVExceptionWithHostPort,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_SERVER_ALREADY_LISTEN, ERR_SERVER_NOT_RUNNING },
} = require('internal/errors');
const { validateAbortSignal, validateNumber, validatePort } = require('internal/validators');
const { getDefaultHighWaterMark } = require('internal/streams/state');
const { isIP } = require('internal/net/address');
const { listen, listenFd, listenPath } = require('internal/net/handle');
const { isPipeName, normalizeArgs, toNumber } = require('internal/net/connect');
const { kOwner } = require('internal/net/io');
const { Socket, kKeepAlive, kSetKeepAlive, kSetNoDelay } = require('internal/net/socket');

const { channel, tracingChannel } = require('diagnostics_channel');

const { nextTick } = process;
const serverSocket = channel('net.server.socket');
const listening = tracingChannel('net.server.listen');
const anyV4 = '0.0.0.0';
const anyV6 = '::';
const flagV6Only = 1;
const flagReusePort = 2;

function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  EventEmitter.call(this);
  if (typeof options === 'function') {
    listener = options;
    options = {};
  } else if (options == null || typeof options === 'object') {
    options = { ...options };
  } else {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  if (typeof listener === 'function') this.on('connection', listener);
  checkOptions(options);
  this._connections = 0;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark ?? getDefaultHighWaterMark();
  if (options.blockList) this.blockList = options.blockList;
}

Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

function checkOptions(options) {
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) options.highWaterMark = getDefaultHighWaterMark();
  }
  if (options.blockList && !require('internal/net/blocklist').BlockList.isBlockList(options.blockList)) {
    throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList);
  }
}

// bind returns a listening handle, or a negative errno.
function bind(server, place) {
  const accept = (errno, handle) => onconnection(server, errno, handle);
  if (place.fd !== undefined) return listenFd(place.fd, accept);
  if (place.path !== undefined) return listenPath(place.path, accept);
  if (place.address) return listen(place.address, place.port, place.flags, accept);
  // Any address: version 6, which takes version 4 too, or version 4 alone where there is no 6.
  const handle = listen(anyV6, place.port, place.flags, accept);
  place.address = anyV6;
  place.family = 6;
  if (typeof handle !== 'number') return handle;
  place.address = anyV4;
  place.family = 4;
  return listen(anyV4, place.port, place.flags, accept);
}

function open(server, place) {
  const handle = bind(server, place);
  if (typeof handle === 'number') {
    const err = place.path === undefined ?
      new UVExceptionWithHostPort(handle, 'listen', place.address, place.port) :
      new UVExceptionWithHostPort(handle, 'listen', place.path, -1);
    if (listening.hasSubscribers) listening.error.publish({ server, error: err });
    nextTick(() => server.emit('error', err));
    return;
  }
  server._handle = handle;
  if (listening.hasSubscribers) listening.asyncEnd.publish({ server });
  handle[kOwner] = server;
  server._connectionKey = `${place.family}:${place.address ?? place.path ?? null}:${place.port ?? -1}`;
  if (server._unref) server.unref();
  nextTick(() => { if (server._handle) server.emit('listening'); });
}

function onconnection(server, errno, handle) {
  if (errno) {
    server.emit('error', new ErrnoException(errno, 'accept'));
    return;
  }
  if (server.maxConnections != null && server._connections >= server.maxConnections) {
    drop(server, handle);
    return;
  }
  if (server.blockList && handle.getpeername && blocked(server, handle)) {
    handle.close();
    return;
  }
  const socket = new Socket({
    handle,
    allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
  });
  if (server.noDelay && handle.setNoDelay) {
    socket[kSetNoDelay] = true;
    handle.setNoDelay(true);
  }
  if (server.keepAlive && handle.setKeepAlive) {
    socket[kSetKeepAlive] = true;
    socket[kKeepAlive] = [server.keepAliveInitialDelay, undefined, undefined];
    handle.setKeepAlive(true, server.keepAliveInitialDelay);
  }
  server._connections++;
  socket.server = server;
  socket._server = server;
  server.emit('connection', socket);
  if (serverSocket.hasSubscribers) serverSocket.publish({ socket });
}

function blocked(server, handle) {
  const remote = {};
  handle.getpeername(remote);
  const family = isIP(remote.address);
  return family && server.blockList.check(remote.address, `ipv${family}`);
}

function drop(server, handle) {
  if (handle.getsockname) {
    const local = {};
    const remote = {};
    handle.getsockname(local);
    handle.getpeername(remote);
    server.emit('drop', {
      __proto__: null,
      localAddress: local.address, localPort: local.port, localFamily: local.family,
      remoteAddress: remote.address, remotePort: remote.port, remoteFamily: remote.family,
    });
  } else {
    server.emit('drop');
  }
  handle.close();
}

function abortable(server, options) {
  if (options?.signal === undefined) return;
  validateAbortSignal(options.signal, 'options.signal');
  const onAbort = () => server.close();
  if (options.signal.aborted) {
    nextTick(onAbort);
    return;
  }
  const listening = EventEmitter.addAbortListener(options.signal, onAbort);
  server.once('close', () => listening[Symbol.dispose]());
}

// place reads where the arguments of listen want the server: undefined if that is nowhere.
function placeOf(args, options) {
  const flags = (options.ipv6Only === true ? flagV6Only : 0) | (options.reusePort === true ? flagReusePort : 0);
  if (typeof options.fd === 'number' && options.fd >= 0) return { fd: options.fd };
  if (args.length === 0 || typeof args[0] === 'function' || (options.port === undefined && 'port' in options) || options.port === null) {
    options.port = 0;
  }
  if (typeof options.port === 'number' || typeof options.port === 'string') {
    validatePort(options.port, 'options.port');
    return { port: options.port | 0, host: options.host, family: 4, flags };
  }
  if (options.path && isPipeName(options.path)) return { path: options.path };
  if (!('port' in options || 'path' in options)) {
    throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  }
  throw new ERR_INVALID_ARG_VALUE('options', options);
}

function lookupAndListen(server, place) {
  const id = server._listeningId;
  require('dns').lookup(place.host, { all: true }, (err, addresses) => {
    if (id !== server._listeningId) return;
    if (err) {
      server.emit('error', err);
      return;
    }
    const { address, family } = addresses.find(({ address }) => !/^fe[89ab]/i.test(address)) ?? addresses[0];
    open(server, { ...place, address, family });
  });
}

const methods = {
  listen(...args) {
    let [options, cb] = normalizeArgs(args);
    if (this._handle) throw new ERR_SERVER_ALREADY_LISTEN();
    if (listening.hasSubscribers) listening.asyncStart.publish({ server: this, options });
    if (cb !== null) this.once('listening', cb);
    options = options._handle || options.handle || options;
    this._listeningId++;
    abortable(this, options);
    const place = placeOf(args, options);
    if (place.path !== undefined) this._pipeName = place.path;
    if (place.host) lookupAndListen(this, place);
    else open(this, place);
    if (place.path !== undefined && this._handle && (options.readableAll || options.writableAll)) {
      require('fs').chmodSync(place.path, (options.readableAll ? 0o444 : 0) | (options.writableAll ? 0o222 : 0));
    }
    return this;
  },

  address() {
    if (this._handle?.getsockname) {
      const out = {};
      const err = this._handle.getsockname(out);
      if (err) throw new ErrnoException(err, 'address');
      return out;
    }
    return this._pipeName || null;
  },

  getConnections(cb) {
    nextTick(cb, null, this._connections);
    return this;
  },

  close(cb) {
    this._listeningId++;
    if (typeof cb === 'function') {
      if (this._handle) this.once('close', cb);
      else this.once('close', () => cb(new ERR_SERVER_NOT_RUNNING()));
    }
    this._handle?.close();
    this._handle = null;
    this._emitCloseIfDrained();
    return this;
  },

  _emitCloseIfDrained() {
    if (!this._handle && !this._connections) nextTick(() => this.emit('close'));
  },

  ref() {
    this._unref = false;
    this._handle?.ref();
    return this;
  },

  unref() {
    this._unref = true;
    this._handle?.unref();
    return this;
  },

  [Symbol.asyncDispose]() {
    if (!this._handle) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.close((err) => (err ? reject(err) : resolve()));
    });
  },

  [EventEmitter.captureRejectionSymbol](err, event, socket) {
    if (event === 'connection') socket.destroy(err);
    else this.emit('error', err);
  },
};

for (const name of Reflect.ownKeys(methods)) Server.prototype[name] = methods[name];

Object.defineProperty(Server.prototype, 'listening', {
  __proto__: null,
  get() { return Boolean(this._handle); },
  configurable: true,
  enumerable: true,
});

module.exports = { Server, toNumber };
