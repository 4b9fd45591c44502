'use strict';
// Server: a net.Server whose connections speak HTTP.

const EventEmitter = require('events');
const net = require('net');
const { codes } = require('internal/errors');
const { kEmptyObject } = require('internal/shape');
const { clearInterval, setInterval } = require('timers');
const { validateBoolean, validateFunction, validateInteger, validateObject, validateOneOf } = require('internal/validators');
const { IncomingMessage } = require('internal/http/incoming');
const { ServerResponse } = require('internal/http/response');
const { parseUniqueHeaders } = require('internal/http/outgoing');
const { STATUS_CODES } = require('internal/http/common');
const { serve, timedOut } = require('internal/http/connection');
const native = require('internal/http/native');

const { ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } = codes;

// integers and booleans of the options, with what they are when they are not given.
const integers = {
  requestTimeout: () => 300_000, headersTimeout: (server) => Math.min(60_000, server.requestTimeout), keepAliveTimeout: () => 5000,
  keepAliveTimeoutBuffer: () => 1000, connectionsCheckingInterval: () => 30_000,
};

// storeHTTPOptions takes the options that http and https share.
function storeHTTPOptions(options) {
  this._IncomingMessage = options.IncomingMessage || IncomingMessage;
  this._ServerResponse = options.ServerResponse || ServerResponse;
  const { maxHeaderSize, optimizeEmptyRequests } = options;
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = maxHeaderSize;
  if (optimizeEmptyRequests !== undefined) validateBoolean(optimizeEmptyRequests, 'options.optimizeEmptyRequests');
  this._optimizeEmptyRequests = optimizeEmptyRequests || false;
  storeValidation(this, options);
  for (const [name, usual] of Object.entries(integers)) {
    if (options[name] !== undefined) validateInteger(options[name], name, 0);
    this[name] = options[name] ?? usual(this);
  }
  if (this.requestTimeout > 0 && this.headersTimeout > 0 && this.headersTimeout > this.requestTimeout) {
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', options.headersTimeout);
  }
  for (const name of ['requireHostHeader', 'joinDuplicateHeaders', 'rejectNonStandardBodyWrites']) {
    if (options[name] !== undefined) validateBoolean(options[name], `options.${name}`);
  }
  this.requireHostHeader = options.requireHostHeader ?? true;
  this.joinDuplicateHeaders = options.joinDuplicateHeaders;
  this.rejectNonStandardBodyWrites = options.rejectNonStandardBodyWrites ?? false;
  if (options.shouldUpgradeCallback !== undefined) validateFunction(options.shouldUpgradeCallback, 'options.shouldUpgradeCallback');
  this.shouldUpgradeCallback = options.shouldUpgradeCallback ?? function() { return this.listenerCount('upgrade') > 0; };
}

function storeValidation(server, { insecureHTTPParser, httpValidation }) {
  if (insecureHTTPParser !== undefined) validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  server.insecureHTTPParser = insecureHTTPParser;
  if (httpValidation !== undefined) {
    validateOneOf(httpValidation, 'options.httpValidation', ['strict', 'relaxed', 'insecure']);
    if (insecureHTTPParser !== undefined) {
      throw new ERR_INVALID_ARG_VALUE('options.httpValidation', httpValidation,
        'cannot be used together with options.insecureHTTPParser');
    }
  }
  server.httpValidation = httpValidation;
}

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = kEmptyObject;
  } else if (options == null) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  storeHTTPOptions.call(this, options);
  net.Server.call(this, {
    allowHalfOpen: true,
    noDelay: options.noDelay ?? true,
    keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay,
    highWaterMark: options.highWaterMark,
  });
  if (requestListener) this.on('request', requestListener);
  this.on('connection', serve);
  begin(this, options);
}

Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

// begin gives a server what it needs beside being a net.Server or a tls.Server.
function begin(server, options) {
  server.httpAllowHalfOpen = false;
  server.on('listening', watchConnections);
  server.timeout = 0;
  server.maxHeadersCount = null;
  server.maxRequestsPerSocket = 0;
  server._uniqueHeaders = parseUniqueHeaders(options.uniqueHeaders);
  server._connections_ = new Set();
  Object.defineProperty(server, '_connections_', { enumerable: false });
}

function watchConnections() {
  if (this._watch) clearInterval(this._watch);
  const watch = setInterval(() => {
    const limit = (value) => (Number.isFinite(value) && value >= 0 ? value : 0);
    const headers = limit(this.headersTimeout);
    const request = limit(this.requestTimeout);
    if (headers === 0 && request === 0) return;
    for (const connection of [...this._connections_]) {
      if (native.expired(connection.parser, headers, request)) timedOut(connection);
    }
  }, this.connectionsCheckingInterval).unref();
  Object.defineProperty(this, '_watch', { value: watch, configurable: true, writable: true });
}

// What Server and the server of https do alike; Base is what each stands on.
function addMethods(Class, Base) {
  Class.prototype.close = function close() {
    this.closeIdleConnections();
    clearInterval(this._watch);
    Reflect.apply(Base.prototype.close, this, arguments);
    return this;
  };
  Class.prototype[Symbol.asyncDispose] = async function() {
    await new Promise((resolve, reject) => { this.close((err) => (err ? reject(err) : resolve())); });
  };
  Class.prototype.closeAllConnections = function closeAllConnections() {
    for (const { socket } of [...this._connections_]) socket.destroy();
  };
  Class.prototype.closeIdleConnections = function closeIdleConnections() {
    for (const { parser, socket } of [...this._connections_]) {
      if (!native.isIdle(parser) || (socket._httpMessage && !socket._httpMessage.finished)) continue;
      socket.destroy();
    }
  };
  Class.prototype.setTimeout = function setTimeout(msecs, callback) {
    this.timeout = msecs;
    if (callback) this.on('timeout', callback);
    return this;
  };
  Class.prototype[EventEmitter.captureRejectionSymbol] = function(err, event, ...args) {
    if (event !== 'request') {
      Reflect.apply(Base.prototype[EventEmitter.captureRejectionSymbol], this, [err, event, ...args]);
      return;
    }
    const [, res] = args;
    if (res.headersSent || res.writableEnded) {
      res.destroy();
      return;
    }
    for (const name of res.getHeaderNames()) res.removeHeader(name);
    res.statusCode = 500;
    res.end(STATUS_CODES[500]);
  };
}

addMethods(Server, net.Server);

module.exports = { Server, addMethods, begin, serve, storeHTTPOptions };
