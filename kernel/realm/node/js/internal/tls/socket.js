'use strict';
// TLSSocket and tls.connect.

const {
  ConnResetException,
  codes: {
    ERR_METHOD_NOT_IMPLEMENTED, ERR_SOCKET_CLOSED, ERR_TLS_ALPN_CALLBACK_INVALID_RESULT, ERR_TLS_DH_PARAM_SIZE, ERR_TLS_HANDSHAKE_TIMEOUT, ERR_TLS_INVALID_CONTEXT,
    ERR_TLS_INVALID_STATE, ERR_TLS_SNI_FROM_SERVER,
  },
  notImplemented,
} = require('internal/errors');
const { Buffer } = require('buffer');
const {
  validateBoolean, validateBuffer, validateFunction, validateInt32, validateNumber, validateString, validateUint32, validateObject,
} = require('internal/validators');
const { isIP } = require('internal/net/address');
const { normalizeArgs } = require('internal/net/connect');
const { StreamHandle } = require('internal/net/handle');
const { kHandle, kOwner, onread } = require('internal/net/io');
const { Socket } = require('internal/net/socket');
const native = require('internal/tls/native');
const { SecureContext, createSecureContext, defaults } = require('internal/tls/context');
const { checkServerIdentity, legacy, legacyChain, x509 } = require('internal/tls/identity');
const { Bridge, TLSWrap } = require('internal/tls/handle');
const { convertALPNProtocols } = require('internal/tls/alpn');

const { nextTick } = process;
const kBelow = Symbol('kBelow'); // the stream that TLS is put on, undefined for a connection of its own
const kConnectOptions = Symbol('kConnectOptions');
const kSession = Symbol('kSession');
const kPendingSession = Symbol('kPendingSession');
const kState = Symbol('kState'); // what Go knows after the handshake
const kReady = Symbol('kReady'); // the other side was accepted: what is written may go out
const kWaiting = Symbol('kWaiting');
const kVerdict = Symbol('kVerdict'); // what is wrong with the server, undefined if nothing is

const EOF = -4095;

function TLSSocket(socket, options) {
  options = { ...options };
  if (options.enableTrace != null) validateBoolean(options.enableTrace, 'options.enableTrace');
  if (options.enableTrace) throw new ERR_METHOD_NOT_IMPLEMENTED('tls.TLSSocket.enableTrace');
  if (options.pskCallback) throw new ERR_METHOD_NOT_IMPLEMENTED('tls pskCallback');
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, options);
  if (options.ALPNCallback) validateFunction(options.ALPNCallback, 'options.ALPNCallback');
  if (options.SNICallback) validateFunction(options.SNICallback, 'options.SNICallback');
  const context = options.secureContext || options.credentials || createSecureContext(options);
  if (!(context instanceof SecureContext)) throw new ERR_TLS_INVALID_CONTEXT('context');
  options.secureContext = context;
  Object.assign(this, {
    _tlsOptions: options,
    _secureEstablished: false,
    _securePending: false,
    _newSessionPending: false,
    _controlReleased: false,
    secureConnecting: true,
    _SNICallback: null,
    servername: null,
    alpnProtocol: null,
    authorized: false,
    authorizationError: null,
    encrypted: true,
    ssl: null,
  });
  this[kBelow] = socket || undefined;
  this[kReady] = false;
  this[kWaiting] = [];
  this[kVerdict] = undefined;
  this[kState] = undefined;
  this[kPendingSession] = null;
  Reflect.apply(Socket, this, [{
    allowHalfOpen: socket ? socket.allowHalfOpen : options.allowHalfOpen,
    manualStart: true,
    highWaterMark: options.highWaterMark,
    onread: socket ? null : options.onread,
    signal: options.signal,
    noDelay: options.noDelay,
    keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay,
  }]);
  this.on('error', this._tlsError);
  this._init(socket);
  if (socket) nextTick(begin, this);
}

Object.setPrototypeOf(TLSSocket.prototype, Socket.prototype);
Object.setPrototypeOf(TLSSocket, Socket);

function begin(self) {
  if (self.destroyed) return;
  self._start();
  self.read(0);
}

// takeOver makes TLS out of what is below: the handle of a connected socket is taken away from it, any other stream is
// written to and listened to. It returns nothing when there is no connection.
function takeOver(self) {
  const { [kBelow]: below, _tlsOptions: options } = self;
  const context = options.secureContext.context.native;
  const callbacks = callbacksOf(self);
  if (below === undefined) {
    const handle = self[kHandle];
    return wrap(native.secure(handle.native, context, callbacks, undefined), undefined, () => handle.close());
  }
  const handle = below instanceof Socket && !(below instanceof TLSSocket) ? below[kHandle] : undefined;
  if (!(handle instanceof StreamHandle)) {
    return wrap(native.secure(new Bridge(below).native, context, callbacks, undefined), below);
  }
  below._getpeername();
  below._getsockname();
  self._peername = below._peername;
  self._sockname = below._sockname;
  const chunks = [];
  for (let chunk = below.read(); chunk !== null; chunk = below.read()) chunks.push(Buffer.from(chunk));
  handle.readStop();
  handle.reading = true; // nobody is to start it again
  return wrap(native.secure(handle.native, context, callbacks, chunks.length > 0 ? Buffer.concat(chunks) : undefined), below);
}

function wrap(stream, parent, after) {
  if (stream === undefined) return undefined;
  const handle = new TLSWrap(stream, parent);
  after?.();
  return handle;
}

// callbacksOf is what Go needs of the options, and what it calls.
function callbacksOf(self) {
  const options = self._tlsOptions;
  const { isServer, server } = options;
  const call = {
    isServer: Boolean(isServer),
    servername: self.servername && !isIP(self.servername) ? self.servername : undefined,
    ALPNProtocols: options.ALPNProtocols,
    requestCert: Boolean(options.requestCert),
    rejectUnauthorized: Boolean(options.rejectUnauthorized),
    session: self[kSession] ?? undefined,
    onSession: (bytes) => newSession(self, Buffer.from(bytes)),
  };
  if (self.listenerCount('keylog') > 0) call.onKeylog = (line) => self.emit('keylog', Buffer.from(line));
  if (!isServer) {
    if (self[kConnectOptions]) call.onVerify = () => verified(self);
    return call;
  }
  if (options.SNICallback || server?._contexts.length > 0) call.onServerName = (name, answer) => askName(self, name, answer);
  if (options.ALPNCallback) call.onALPN = (servername, protocols) => askProtocol(self, servername, protocols);
  return call;
}

function newSession(self, session) {
  self[kSession] = session;
  if (self[kReady]) self.emit('session', session);
  else self[kPendingSession] = session;
}

function askName(self, name, answer) {
  const { SNICallback, server } = self._tlsOptions;
  Reflect.apply(SNICallback ?? server._findContext, SNICallback ? self : server, [name, (err, context) => {
    if (err) {
      answer(true);
      self.destroy(err);
      return;
    }
    const found = context?.context ?? context;
    if (found && found.native === undefined) {
      answer(true);
      self.destroy(new TypeError('Invalid SNI context'));
      return;
    }
    answer(false, found?.native);
  }]);
}

function askProtocol(self, servername, protocols) {
  const chosen = Reflect.apply(self._tlsOptions.ALPNCallback, self, [{ servername: servername || false, protocols }]);
  if (chosen !== undefined && !protocols.includes(chosen)) {
    self.destroy(new ERR_TLS_ALPN_CALLBACK_INVALID_RESULT(chosen, protocols.join(', ')));
    return undefined;
  }
  return chosen;
}

// handshaken goes on when the handshake is over, well or not.
function handshaken(self, parts) {
  if (self.destroyed) return;
  if (parts !== undefined) {
    failed(self, parts);
    return;
  }
  const handle = self[kHandle];
  const state = self[kState] = native.state(handle.stream);
  self.alpnProtocol = state.alpn || false;
  if (self.servername === null) self.servername = state.servername || false;
  self._secureEstablished = true;
  if (self._tlsOptions.handshakeTimeout > 0) self.setTimeout(0, self._handleTimeout);
  self.emit('secure');
  if (self.destroyed) return;
  self[kReady] = true;
  for (const write of self[kWaiting].splice(0)) write();
  handle.secure();
  const session = self[kPendingSession];
  self[kPendingSession] = null;
  if (session) self.emit('session', session);
}

// verified judges the server in the middle of the handshake; false ends it.
function verified(self) {
  if (self.destroyed) return false;
  const options = self[kConnectOptions];
  self[kState] = native.state(self[kHandle].stream);
  let err = verifyError(self);
  if (!err && !self.isSessionReused()) {
    const name = options.servername || options.host || options.socket?._host || 'localhost';
    err = options.checkServerIdentity(name, self.getPeerCertificate(true));
  }
  self[kVerdict] = err;
  return !err || options.rejectUnauthorized === false;
}

function failed(self, parts) {
  const verdict = self[kVerdict];
  if (verdict && self[kConnectOptions].rejectUnauthorized !== false) {
    self.authorizationError = verdict.code || verdict.message;
    self.destroy(verdict);
    return;
  }
  if (parts === EOF) {
    if (self[kConnectOptions]) hungUp(self);
    else self.destroy();
    return;
  }
  if (self._hadError) return;
  self._hadError = true;
  self._closeAfterHandlingError = typeof parts !== 'number';
  self.destroy(native.errorOf(parts, 'read'));
}

function hungUp(self) {
  if (self._hadError) return;
  self._hadError = true;
  const { path, host, port, localAddress } = self[kConnectOptions];
  const err = new ConnResetException('Client network socket disconnected before secure TLS connection was established');
  Object.assign(err, { path, host, port, localAddress });
  self.destroy(err);
}

// whenReady delays what would send something before the other side was accepted.
function whenReady(self, run, cb) {
  const onClose = () => cb(new ERR_SOCKET_CLOSED());
  self.once('close', onClose);
  self[kWaiting].push(() => {
    self.off('close', onClose);
    run();
  });
}

const ask = (name) => function() { return this[kHandle] && this[kState] ? name(this[kState], this) : null; };

const methods = {
  _init(socket) {
    const options = this._tlsOptions;
    this.server = options.server;
    this._requestCert = Boolean(options.requestCert) || !options.isServer;
    this._rejectUnauthorized = Boolean(options.rejectUnauthorized);
    if (options.session) this[kSession] = options.session;
    if (options.handshakeTimeout > 0) this.setTimeout(options.handshakeTimeout, this._handleTimeout);
    if (!socket) {
      this.connecting = true;
      return;
    }
    if (socket instanceof Socket) {
      this._parent = socket;
      this.connecting = socket.connecting || !socket._handle;
      socket.once('connect', () => {
        this.connecting = false;
        this.emit('connect');
      });
    }
    socket.on('error', (err) => this._emitTLSError(err));
    socket.on('close', () => this.destroy());
  },

  _start() {
    if (this.connecting) {
      this.once('connect', this._start);
      return;
    }
    if (this.destroyed || this[kHandle] instanceof TLSWrap) return;
    const below = this[kBelow];
    if (below?.writableLength > 0) {
      below.write('', () => this._start()); // what was written before goes first
      return;
    }
    const handle = takeOver(this);
    if (handle === undefined) {
      this.destroy();
      return;
    }
    this[kHandle] = this.ssl = handle;
    handle[kOwner] = this;
    handle.onread = onread;
    native.handshake(handle.stream, (parts) => handshaken(this, parts));
    if (below !== undefined && !(below instanceof Socket)) below.resume();
  },

  _writeGeneric(writev, data, encoding, cb) {
    if (this.connecting || this[kReady] || this.destroyed) return Socket.prototype._writeGeneric.call(this, writev, data, encoding, cb);
    this._pendingData = data;
    this._pendingEncoding = encoding;
    whenReady(this, () => Socket.prototype._writeGeneric.call(this, writev, data, encoding, cb), cb);
  },

  _final(cb) {
    if (this.connecting) return this.once('connect', () => this._final(cb));
    if (this[kReady] || !this[kHandle]) return Socket.prototype._final.call(this, cb);
    whenReady(this, () => Socket.prototype._final.call(this, cb), cb);
  },

  _handleTimeout() { this._emitTLSError(new ERR_TLS_HANDSHAKE_TIMEOUT()); },

  _emitTLSError(err) {
    const e = this._tlsError(err);
    if (e) this.emit('error', e);
  },

  // _tlsError stands before the listeners of a program: until the handshake is over a server takes errors as its own.
  _tlsError(err) {
    this.emit('_tlsError', err);
    return this._controlReleased ? err : null;
  },

  _releaseControl() {
    if (this._controlReleased) return false;
    this._controlReleased = true;
    this.removeListener('error', this._tlsError);
    return true;
  },

  setServername(name) {
    validateString(name, 'name');
    if (this._tlsOptions.isServer) throw new ERR_TLS_SNI_FROM_SERVER();
    this._servername = name;
    this.servername = name;
  },

  setSession(session) {
    if (typeof session === 'string') session = Buffer.from(session, 'latin1');
    this[kSession] = session;
  },

  getSession() { return this[kSession]; },

  getTLSTicket() { return this[kSession]; },

  getPeerCertificate(detailed) {
    if (!this[kHandle]) return null;
    const list = this[kState] ? native.certificates(this[kHandle].stream) : [];
    if (list.length === 0) return {};
    return detailed ? legacyChain(list) : legacy(list[0]);
  },

  getCertificate() {
    if (!this[kHandle]) return null;
    const own = this[kState] && native.ownCertificate(this[kHandle].stream);
    return own ? legacy(own) : {};
  },

  getPeerX509Certificate() {
    const list = this[kState] && this[kHandle] ? native.certificates(this[kHandle].stream) : [];
    return list.length > 0 ? x509(list[0]) : undefined;
  },

  getX509Certificate() {
    const own = this[kState] && this[kHandle] && native.ownCertificate(this[kHandle].stream);
    return own ? x509(own) : undefined;
  },

  exportKeyingMaterial(length, label, context) {
    validateUint32(length, 'length', true);
    validateString(label, 'label');
    if (context !== undefined) validateBuffer(context, 'context');
    if (!this._secureEstablished) throw new ERR_TLS_INVALID_STATE();
    const result = native.exportKeyingMaterial(this[kHandle].stream, length, label, context);
    if (Array.isArray(result) || typeof result === 'number') throw native.errorOf(result, 'exportKeyingMaterial');
    return Buffer.from(result);
  },

  setMaxSendFragment(size) {
    validateInt32(size, 'size');
    return size >= 512 && size <= 16384;
  },

  disableRenegotiation() {},

  // Go's TLS never renegotiates as a server, and no version from 1.3 on does.
  renegotiate(options, callback) {
    validateObject(options, 'options');
    if (callback !== undefined) validateFunction(callback, 'callback');
    if (this.destroyed) return undefined;
    const err = new ERR_METHOD_NOT_IMPLEMENTED('tls.TLSSocket.renegotiate');
    if (callback) nextTick(callback, err);
    return false;
  },

  getCipher: ask(({ cipher: [name, standardName, version] }) => ({
    name, standardName, version: version === 'TLSv1.3' || /GCM|CHACHA|SHA256|SHA384/.test(name) ? version : 'TLSv1/SSLv3',
  })),
  getProtocol: ask(({ protocol }) => protocol),
  isSessionReused: ask(({ resumed }) => resumed),
  getEphemeralKeyInfo: ask(({ group }, self) => {
    if (self._tlsOptions.isServer) return null;
    return group === undefined ? {} : { type: group[0], name: group[1], size: group[2] };
  }),
  getFinished: notImplemented('tls.TLSSocket.getFinished'),
  getPeerFinished: notImplemented('tls.TLSSocket.getPeerFinished'),
  getSharedSigalgs: notImplemented('tls.TLSSocket.getSharedSigalgs'),
  enableTrace: notImplemented('tls.TLSSocket.enableTrace'),
  setKeyCert: notImplemented('tls.TLSSocket.setKeyCert'),
};

for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(TLSSocket.prototype, name, { value, configurable: true, writable: true, enumerable: true });
}

const hints = ['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT'];

// verifyError is what is wrong with the other side's certificate, undefined if nothing is.
function verifyError(socket) {
  const error = socket[kState]?.error;
  if (error === undefined) return undefined;
  const [code, text] = error;
  const hint = hints.includes(code) && !socket._tlsOptions.isServer ?
    '; if the root CA is installed locally, try running Node.js with --use-system-ca' : '';
  return Object.assign(new Error(text + hint), { code });
}

function onConnectSecure() {
  const options = this[kConnectOptions];
  const key = this.getEphemeralKeyInfo();
  if (key?.type === 'DH' && key.size < options.minDHSize) {
    this.emit('error', new ERR_TLS_DH_PARAM_SIZE(key.size));
    this.destroy();
    return;
  }
  const err = this[kVerdict];
  this.authorized = !err;
  if (err) this.authorizationError = err.code || err.message;
  this.secureConnecting = false;
  this.emit('secureConnect');
  this.removeListener('end', onConnectEnd);
}

function onConnectEnd() { hungUp(this); }

let warnedUnauthorized = false;

function unauthorizedAllowed() {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return false;
  if (!warnedUnauthorized) {
    warnedUnauthorized = true;
    process.emitWarning("Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to '0' makes TLS connections and HTTPS " +
      'requests insecure by disabling certificate verification.');
  }
  return true;
}

let warnedName = false;

function useName(socket, name) {
  if (!warnedName && isIP(name)) {
    warnedName = true;
    process.emitWarning('Setting the TLS ServerName to an IP address is not permitted by RFC 6066. This will be ignored in a future version.',
      'DeprecationWarning', 'DEP0123');
  }
  socket.setServername(name);
}

function connect(...args) {
  const [given, cb] = normalizeArgs(args);
  Object.assign(given, args[1] !== null && typeof args[1] === 'object' ? args[1] : args[2]);
  const options = {
    rejectUnauthorized: !unauthorizedAllowed(),
    ciphers: defaults.ciphers,
    checkServerIdentity,
    minDHSize: 1024,
    ...given,
  };
  validateFunction(options.checkServerIdentity, 'options.checkServerIdentity');
  validateNumber(options.minDHSize, 'options.minDHSize', 1);
  const { allowHalfOpen, session, ALPNProtocols, requestOCSP, enableTrace, pskCallback, highWaterMark, onread, signal, noDelay,
    keepAlive, keepAliveInitialDelay } = options;
  const socket = new TLSSocket(options.socket, {
    allowHalfOpen, session, ALPNProtocols, requestOCSP, enableTrace, pskCallback, highWaterMark, onread, signal, noDelay, keepAlive,
    keepAliveInitialDelay,
    pipe: Boolean(options.path),
    secureContext: options.secureContext || createSecureContext(options),
    isServer: false,
    requestCert: true,
    rejectUnauthorized: options.rejectUnauthorized !== false,
  });
  options.rejectUnauthorized = options.rejectUnauthorized !== false;
  socket[kConnectOptions] = options;
  if (cb) socket.once('secureConnect', cb);
  if (!options.socket) {
    if (options.timeout) socket.setTimeout(options.timeout);
    socket.connect(options, socket._start);
  }
  socket._releaseControl();
  if (options.session) socket.setSession(options.session);
  if (options.servername) useName(socket, options.servername);
  socket.on('secure', onConnectSecure);
  socket.prependListener('end', onConnectEnd);
  return socket;
}

module.exports = { TLSSocket, connect, verifyError };
