'use strict';
// tls.Server: a net.Server that makes a TLSSocket of each connection.

const EventEmitter = require('events');
const {
  ConnResetException,
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS, ERR_TLS_REQUIRED_SERVER_NAME,
  },
} = require('internal/errors');
const { Buffer } = require('buffer');
const { validateBuffer, validateFunction, validateNumber, validateObject } = require('internal/validators');
const { Server: NetServer } = require('internal/net/server');
const { SecureContext, createSecureContext } = require('internal/tls/context');
const { TLSSocket, verifyError } = require('internal/tls/socket');
const { convertALPNProtocols } = require('internal/tls/alpn');

const kErrorEmitted = Symbol('error-emitted');
const kHandshakeTimeout = Symbol('handshake-timeout');
const kSNICallback = Symbol('snicallback');

function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  if (typeof options === 'function') [options, listener] = [{}, options];
  else if (options != null && typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  options ??= {};
  this._contexts = [];
  this.requestCert = options.requestCert === true;
  this.rejectUnauthorized = options.rejectUnauthorized !== false;
  this.ALPNCallback = options.ALPNCallback;
  if (this.ALPNCallback && options.ALPNProtocols) throw new ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS();
  if (options.sessionTimeout) this.sessionTimeout = options.sessionTimeout;
  if (options.ticketKeys) this.ticketKeys = options.ticketKeys;
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, this);
  this.setSecureContext(options);
  this[kHandshakeTimeout] = options.handshakeTimeout || 120 * 1000;
  this[kSNICallback] = options.SNICallback;
  validateNumber(this[kHandshakeTimeout], 'options.handshakeTimeout');
  if (options.SNICallback) validateFunction(options.SNICallback, 'options.SNICallback');
  if (options.pskCallback) {
    validateFunction(options.pskCallback, 'options.pskCallback');
    throw new ERR_METHOD_NOT_IMPLEMENTED('tls pskCallback');
  }
  Reflect.apply(NetServer, this, [options, onConnection]);
  if (listener) this.on('secureConnection', listener);
}

Object.setPrototypeOf(Server.prototype, NetServer.prototype);
Object.setPrototypeOf(Server, NetServer);

function onConnection(raw) {
  const socket = new TLSSocket(raw, {
    secureContext: this._sharedCreds,
    isServer: true,
    server: this,
    requestCert: this.requestCert,
    rejectUnauthorized: this.rejectUnauthorized,
    handshakeTimeout: this[kHandshakeTimeout],
    ALPNProtocols: this.ALPNProtocols,
    ALPNCallback: this.ALPNCallback,
    SNICallback: this[kSNICallback],
    pauseOnConnect: this.pauseOnConnect,
  });
  socket.on('secure', onSecure);
  if (this.listenerCount('keylog') > 0) socket.on('keylog', (line) => this.emit('keylog', line, socket));
  socket[kErrorEmitted] = false;
  socket.on('close', onClose);
  socket.on('_tlsError', onError);
  socket.on('error', onError);
}

function onSecure() {
  if (this._requestCert) {
    const err = verifyError(this);
    if (err || !this.getPeerX509Certificate()) {
      this.authorizationError = err ? err.code : 'UNABLE_TO_GET_ISSUER_CERT';
      if (this._rejectUnauthorized) this.destroy();
    } else {
      this.authorized = true;
    }
  }
  if (!this.destroyed && this._releaseControl()) {
    this.secureConnecting = false;
    if (this._tlsOptions.pauseOnConnect) this.pause();
    this._tlsOptions.server.emit('secureConnection', this);
  }
}

function tell(socket, err) {
  if (socket._controlReleased || socket[kErrorEmitted]) return;
  socket[kErrorEmitted] = true;
  socket._tlsOptions.server.emit('tlsClientError', err, socket);
}

function onError(err) { tell(this, err); }

function onClose(hadError) {
  if (!hadError) tell(this, new ConnResetException('socket hang up'));
}

const kept = ['pfx', 'key', 'passphrase', 'cert', 'ca', 'minVersion', 'maxVersion', 'secureProtocol', 'crl', 'ciphers', 'dhparam'];

const methods = {
  setSecureContext(options) {
    validateObject(options, 'options');
    for (const name of kept) this[name] = options[name] || undefined;
    this.sigalgs = options.sigalgs;
    this.ecdhCurve = options.ecdhCurve;
    this.honorCipherOrder = options.honorCipherOrder !== undefined ? Boolean(options.honorCipherOrder) : true;
    this.secureOptions = options.secureOptions || undefined;
    this.sessionIdContext = options.sessionIdContext || 'loopbook';
    if (options.sessionTimeout) this.sessionTimeout = options.sessionTimeout;
    if (options.ticketKeys) this.ticketKeys = options.ticketKeys;
    this.ticketKeys ??= require('crypto').randomBytes(48);
    const { sigalgs, ecdhCurve, secureOptions, sessionTimeout, ticketKeys } = this;
    const all = { sigalgs, ecdhCurve, secureOptions, sessionTimeout, ticketKeys };
    for (const name of kept) all[name] = this[name];
    this._sharedCreds = createSecureContext(all);
  },

  getTicketKeys() { return Buffer.from(this.ticketKeys); },

  setTicketKeys(keys) {
    validateBuffer(keys);
    if (keys.byteLength !== 48) throw new Error('Session ticket keys must be a 48-byte buffer');
    this.setSecureContext({ ...this, ticketKeys: keys });
  },

  addContext(servername, context) {
    if (!servername) throw new ERR_TLS_REQUIRED_SERVER_NAME();
    const pattern = servername.replace(/([.^$+?\-\\[\]{}])/g, '\\$1').replaceAll('*', '[^.]*');
    const made = context instanceof SecureContext ? context : createSecureContext(context);
    this._contexts.push([new RegExp(`^${pattern}$`, 'i'), made.context]);
  },

  _findContext(servername, callback) {
    callback(null, this._contexts.findLast(([pattern]) => pattern.test(servername))?.[1]);
  },

  [EventEmitter.captureRejectionSymbol](err, event, socket) {
    if (event === 'secureConnection') socket.destroy(err);
    else NetServer.prototype[EventEmitter.captureRejectionSymbol].call(this, err, event, socket);
  },
};

for (const name of Reflect.ownKeys(methods)) Server.prototype[name] = methods[name];

module.exports = { Server };
