'use strict';
// ClientRequest: a request, from its options to the end of its response.
//
//	new ──> agent.addRequest ──> onSocket ──tick──> 'socket', head and body go out ──> 'finish'
//	                                                  │
//	                    parser: 'information' … 'response' ──> the response's 'end' ──> 'close', the socket is free again

const { Buffer } = require('buffer');
const net = require('net');
const { ConnResetException, codes } = require('internal/errors');
const { eos } = require('internal/streams/end_of_stream');
const { URL, isURL, urlToHttpOptions } = require('internal/url');
const { kEmptyObject } = require('internal/shape');
const { validateBoolean, validateInteger, validateNumber, validateOneOf, validateString } = require('internal/validators');
const { OutgoingMessage, emitClose, parseUniqueHeaders } = require('internal/http/outgoing');
const { IncomingMessage, bodyOver, detachSignal, readStart, readStop } = require('internal/http/incoming');
const { checkIsHttpToken, flag, isLenient, parseError } = require('internal/http/common');
const agents = require('internal/http/agent');
const { clientCreated, clientError, clientFinish, clientStart } = require('internal/http/channels');
const native = require('internal/http/native');

const {
  ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_HTTP_TOKEN, ERR_INVALID_PROTOCOL,
  ERR_OUT_OF_RANGE, ERR_UNESCAPED_CHARACTERS,
} = codes;
const { nextTick } = process;
const badPath = /[^\u0021-\u00ff]/;

function hostOf(host, name) {
  if (host != null && typeof host !== 'string') throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host);
  return host;
}

// read brings (url, options, callback) to [options, callback].
function read(input, options, cb) {
  if (typeof input === 'string') {
    input = urlToHttpOptions(new URL(input));
  } else if (isURL(input)) {
    input = urlToHttpOptions(input);
  } else {
    cb = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') return [input ?? kEmptyObject, options];
  return [Object.assign({ __proto__: null }, input, options), cb];
}

function agentOf({ agent, createConnection, _defaultAgent = agents.globalAgent }) {
  if (agent === false) return new _defaultAgent.constructor();
  if (agent == null) return typeof createConnection === 'function' ? agent : _defaultAgent;
  if (typeof agent.addRequest !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  return agent;
}

function checkTarget(req, options) {
  const usual = options._defaultAgent ?? agents.globalAgent;
  const protocol = options.protocol || usual.protocol;
  if (options.path && badPath.test(`${options.path}`)) throw new ERR_UNESCAPED_CHARACTERS('Request path');
  const expected = req.agent?.protocol || usual.protocol;
  if (protocol !== expected) throw new ERR_INVALID_PROTOCOL(protocol, expected);
  return protocol;
}

const bodiless = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

function ClientRequest(input, options, cb) {
  [options, cb] = read(input, options, cb);
  if (options.highWaterMark != null) this._mark = options.highWaterMark;
  this.agent = agentOf(options);
  const protocol = checkTarget(this, options);
  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  const place = { __proto__: null, ...options };
  const port = (place.port = options.port || defaultPort || 80);
  const host = (place.host = hostOf(options.hostname, 'hostname') || hostOf(options.host, 'host') || 'localhost');
  if (options.setDefaultHeaders === false) this._flags |= flag.removedConnection | flag.removedLength | flag.removedEncoding;
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = duration(options.timeout, 'timeout');
  if (options.signal) {
    require('internal/streams/add_abort_signal').addAbortSignal(options.signal, this);
    delete place.signal;
  }
  this.method = methodOf(options);
  if (options.maxHeaderSize !== undefined || options.insecureHTTPParser !== undefined || options.httpValidation !== undefined ||
      options.joinDuplicateHeaders !== undefined) readValidation(this, options);
  this._path = options.path || '/';
  if (cb) this.once('response', cb);
  if (bodiless.has(this.method)) this._flags &= ~flag.chunkedByDefault;
  this.host = host;
  this.protocol = protocol;
  if (this.agent) {
    this._flags |= flag.hasAgent;
    const single = !this.agent.keepAlive && !Number.isFinite(this.agent.maxSockets);
    this._last = single;
    this.shouldKeepAlive = !single;
  }
  this._hold = native.hold(); // a request on its way keeps its cell
  this._unique = parseUniqueHeaders(options.uniqueHeaders);
  setHeaders(this, options, hostHeader(host, port, defaultPort));
  if (this.agent) this.agent.addRequest(this, place);
  else connectAlone(this, place);
  if (clientCreated.hasSubscribers) clientCreated.publish({ request: this });
}

Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

Object.assign(ClientRequest.prototype, {
  _ended: false, res: null, aborted: false, timeoutCb: null, upgradeOrConnect: false, parser: null, maxHeadersCount: null,
  reusedSocket: false, _freed: false, maxHeaderSize: undefined, insecureHTTPParser: undefined, httpValidation: undefined, joinDuplicateHeaders: undefined,
});

function methodOf({ method }) {
  if (method != null) validateString(method, 'options.method');
  if (!method) return 'GET';
  if (!checkIsHttpToken(method)) throw new ERR_INVALID_HTTP_TOKEN('Method', method);
  return method.toUpperCase();
}

function readValidation(req, { maxHeaderSize, insecureHTTPParser, httpValidation, joinDuplicateHeaders }) {
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  if (insecureHTTPParser !== undefined) validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  if (httpValidation !== undefined) {
    validateOneOf(httpValidation, 'options.httpValidation', ['strict', 'relaxed', 'insecure']);
    if (insecureHTTPParser !== undefined) {
      throw new ERR_INVALID_ARG_VALUE('options.httpValidation', httpValidation, 'cannot be used together with options.insecureHTTPParser');
    }
  }
  if (joinDuplicateHeaders !== undefined) validateBoolean(joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  Object.assign(req, { maxHeaderSize, insecureHTTPParser, httpValidation, joinDuplicateHeaders });
}

// hostHeader writes the value of Host.
function hostHeader(host, port, defaultPort) {
  const address = host.indexOf(':') !== host.lastIndexOf(':') && host[0] !== '[' ? `[${host}]` : host;
  return port && +port !== defaultPort ? `${address}:${port}` : address;
}

function setHeaders(req, options, host) {
  if (Array.isArray(options.headers)) {
    req._storeHeader(requestLine(req), options.headers);
    return;
  }
  if (options.headers) for (const key of Object.keys(options.headers)) req.setHeader(key, options.headers[key]);
  const setHost = options.setHost === undefined ? options.setDefaultHeaders !== false : Boolean(options.setHost);
  if (setHost && !req.getHeader('host')) req.setHeader('Host', host);
  if (options.auth && !req.getHeader('Authorization')) {
    req.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
  }
  if (req.getHeader('expect')) req._implicitHeader();
}

const requestLine = (req) => `${req.method} ${req.path} HTTP/1.1\r\n`;

// connectAlone makes a connection for this request only.
function connectAlone(req, place) {
  req._last = true;
  req.shouldKeepAlive = false;
  const options = place.path || place.socketPath ? { ...place, path: place.socketPath || undefined } : place;
  if (typeof options.createConnection !== 'function') {
    req.onSocket(net.createConnection(options));
    return;
  }
  let created = false;
  const onCreate = (err, socket) => {
    if (created) return;
    created = true;
    if (err) nextTick(() => req.emit('error', err));
    else req.onSocket(socket);
  };
  try {
    const socket = options.createConnection(options, onCreate);
    if (socket) onCreate(null, socket);
  } catch (err) {
    onCreate(err);
  }
}

Object.defineProperty(ClientRequest.prototype, 'path', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return this._path; },
  set(value) {
    if (badPath.test(`${value}`)) throw new ERR_UNESCAPED_CHARACTERS('Request path');
    this._path = `${value}`;
  },
});

ClientRequest.prototype._implicitHeader = function _implicitHeader() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  this._storeHeader(requestLine(this), this._outHeaders);
};

ClientRequest.prototype._finish = function _finish() {
  OutgoingMessage.prototype._finish.call(this);
  if (clientStart.hasSubscribers) clientStart.publish({ request: this });
};

ClientRequest.prototype._finished = function _finished() {
  if (this.res && this.shouldKeepAlive && this._ended && !this.destroyed) giveBack(this);
};

// ---- giving up

ClientRequest.prototype.abort = function abort() {
  if (this.aborted) return;
  this.aborted = true;
  nextTick(() => this.emit('abort'));
  this.destroy();
};

ClientRequest.prototype.destroy = function destroy(err) {
  if (this.destroyed) return this;
  this._flags |= flag.destroyed;
  if (this.res) this.res._dump();
  this._failure = err;
  this._conn?.destroy(err);
  return this;
};

function emitError(req, err) {
  if (clientError.hasSubscribers) clientError.publish({ request: req, error: err });
  req.emit('error', err);
}

function closed(req) {
  native.letGo(req._hold);
  req._flags |= flag.closed;
  req.emit('close');
}

// ---- the socket

ClientRequest.prototype.onSocket = function onSocket(socket, err) {
  if (socket && !err) {
    socket._httpMessage = this;
    if (!socket._httpListened) listen(socket);
  }
  nextTick(useSocket, this, socket, err);
};

function useSocket(req, socket, err) {
  if (!req.destroyed && !err) {
    attach(req, socket);
    req._flush();
    return;
  }
  req._flags |= flag.destroyed;
  if (!socket) {
    giveUp(req, socket, err ?? req._failure);
  } else if (!err && req.agent && !socket.destroyed) {
    socket.emit('free');
    giveUp(req, socket, req._failure);
  } else {
    eos(socket.destroy(err || req._failure), (failure) => {
      giveUp(req, socket, (failure?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? null : failure) || err);
    });
  }
}

function giveUp(req, socket, err) {
  if (!req.aborted && !err) err = new ConnResetException('socket hang up');
  if (err && !socket?._hadError) emitError(req, err);
  closed(req);
}

const socketListeners = [['error', onSocketError], ['data', onSocketData], ['end', onSocketEnd], ['close', onSocketClose], ['drain', onSocketDrain]];

// listen adds what a request wants to hear of its socket. It stays while the socket waits for another request: taking it
// off and putting it on again would cost more than the rest of a request.
function listen(socket) {
  socket._httpListened = true;
  for (const [event, listener] of socketListeners) socket.on(event, listener);
}

function unlisten(socket) {
  socket._httpListened = false;
  for (const [event, listener] of socketListeners) socket.removeListener(event, listener);
}

function attach(req, socket) {
  req.socket = socket;
  const parser = { native: null, socket, incoming: null, req };
  parser.native = native.parser(callbacks, parser, true, req.maxHeaderSize ?? 0, isLenient(req));
  req.parser = socket.parser = parser;
  socket._httpMessage = req;
  if (req.timeout !== undefined || req.agent?.options?.timeout) listenForTimeout(req);
  req.emit('socket', socket);
}

function freeParser(parser, req, socket) {
  if (parser) native.free(parser.native);
  if (req) req.parser = null;
  if (socket) socket.parser = null;
}

function onSocketDrain() {
  const message = this._httpMessage;
  if (!message || (message._flags & (flag.finished | flag.needDrain)) !== flag.needDrain) return;
  message._flags &= ~flag.needDrain;
  message.emit('drain');
}

function onSocketClose() {
  const req = this._httpMessage;
  const { parser } = this;
  if (!req?.socket || req._freed) return;
  const { res } = req;
  req._flags |= flag.destroyed;
  if (parser) finishParser(parser, res);
  if (res) {
    if (!res.complete) res.destroy(new ConnResetException('aborted'));
    closed(req);
    if (!res.aborted && res.readable) res.push(null);
  } else {
    if (!this._hadError) {
      this._hadError = true;
      emitError(req, new ConnResetException('socket hang up'));
    }
    closed(req);
  }
  req.outputData = [];
  if (parser) freeParser(parser, req, this);
}

// finishParser tells the parser that nothing more comes: that is how a response without a length ends.
function finishParser(parser) {
  return native.finish(parser.native);
}

function onSocketError(err) {
  const req = this._httpMessage;
  if (!req) {
    // It was waiting for a request.
    this.destroy();
    this.emit('agentRemove');
    return;
  }
  if (!req._freed) {
    this._hadError = true;
    emitError(req, err);
  }
  const { parser } = this;
  if (parser) {
    finishParser(parser);
    freeParser(parser, req, this);
  }
  this.destroy();
}

function onSocketEnd() {
  const req = this._httpMessage;
  const { parser } = this;
  if (!req?.socket || req._freed) return;
  if (!req.res && !this._hadError) {
    this._hadError = true;
    emitError(req, new ConnResetException('socket hang up'));
  }
  if (parser) {
    finishParser(parser);
    freeParser(parser, req, this);
  }
  this.destroy();
}

function onSocketData(bytes) {
  const { parser } = this;
  if (!parser) {
    // Nobody asked for this: the next request would take it for its answer.
    this.destroy();
    return;
  }
  native.execute(parser.native, bytes);
  const { incoming } = parser;
  if (incoming?.complete && !isInformational(incoming.statusCode) && !incoming.upgrade && this.parser === parser) {
    freeParser(parser, parser.req, this);
  }
}

// ---- what the parser says

const isInformational = (status) => status >= 100 && status < 200 && status !== 101;

function onHead(parser, status, reason, text, head) {
  const { req, socket } = parser;
  const res = new IncomingMessage(socket);
  res._text = text;
  res._head = head;
  res.statusCode = status;
  res.statusMessage = reason;
  if (req.joinDuplicateHeaders) res.joinDuplicateHeaders = true;
  if (req.res) {
    // A second answer to one request.
    socket.destroy();
    return 0;
  }
  parser.incoming = res;
  if (res.upgrade || req.method === 'CONNECT') {
    req.res = res;
    res.upgrade = true;
    return 2;
  }
  if (isInformational(status)) {
    inform(req, res);
    return 1;
  }
  if ((head & 1) === 0 && !req.upgradeOrConnect) req.shouldKeepAlive = false;
  if (clientFinish.hasSubscribers) clientFinish.publish({ request: req, response: res });
  req.res = res;
  res.req = req;
  res.on('end', onResponseEnd);
  socket.on('timeout', onResponseTimeout);
  if (req.aborted || !req.emit('response', res)) res._dump();
  if (req.method === 'HEAD') return 1;
  if (status !== 304) return 0;
  res.complete = true;
  return 1;
}

function inform(req, res) {
  if (res.statusCode === 100) req.emit('continue');
  const { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = res;
  req.emit('information', { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders });
}

function onBody(parser, bytes) {
  const { incoming } = parser;
  if (incoming === null || incoming._dumped) return;
  if (!incoming.push(Buffer.from(bytes))) readStop(parser.socket);
}

function onComplete(parser, trailers) {
  const { incoming } = parser;
  if (incoming === null) return;
  if (trailers !== '') incoming.rawTrailers = trailers.slice(0, -1).split('\0');
  if (isInformational(incoming.statusCode)) {
    parser.incoming = null;
    return;
  }
  bodyOver(incoming);
  readStart(parser.socket);
}

function onFailure(parser, code, reason, at, bytes) {
  const { req, socket } = parser;
  freeParser(parser, req, socket);
  socket.destroy();
  socket._hadError = true;
  emitError(req, parseError(code, reason, at, Buffer.from(bytes)));
}

function onUpgrade(parser, rest) {
  const { req, socket, incoming } = parser;
  if (req.timeoutCb) socket.removeListener('timeout', req.timeoutCb);
  socket.removeListener('timeout', onResponseTimeout);
  freeParser(parser, req, socket);
  const event = req.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (req.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  req.upgradeOrConnect = true;
  socket.emit('agentRemove');
  unlisten(socket);
  socket._httpMessage = null;
  socket.readableFlowing = null;
  req.emit(event, incoming, socket, Buffer.from(rest));
  req._flags |= flag.destroyed;
  closed(req);
}

const callbacks = native.callbacks(onHead, onBody, onComplete, onFailure, onUpgrade);

// ---- the end

function onResponseEnd() {
  const { req } = this;
  const { socket } = req;
  detachSignal(this);
  if (socket) {
    if (req.timeoutCb) socket.removeListener('timeout', emitTimeout);
    socket.removeListener('timeout', onResponseTimeout);
  }
  req._ended = true;
  if (!req.shouldKeepAlive) {
    if (!socket.writable) return;
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else socket.end();
  } else if (req.writableFinished && !this.aborted) {
    giveBack(req);
  }
}

// giveBack frees the socket for another request.
function giveBack(req) {
  const { socket } = req;
  if (req.timeoutCb) {
    socket.setTimeout(0, req.timeoutCb);
    req.timeoutCb = null;
  }
  req._freed = true;
  nextTick(emitFree, req);
  req._flags |= flag.destroyed;
  if (req.res) req.res.socket = null;
}

function emitFree(req) {
  closed(req);
  req.socket?.emit('free');
}

// ---- timeouts

function onResponseTimeout() {
  this._httpMessage?.res?.emit('timeout');
}

function emitTimeout() {
  this._httpMessage?.emit('timeout');
}

function listenForTimeout(req) {
  if (req.timeoutCb) return;
  req.timeoutCb = emitTimeout;
  if (req.socket) req.socket.once('timeout', emitTimeout);
  else req.on('socket', (socket) => socket.once('timeout', emitTimeout));
}

const longest = 2 ** 31 - 1;

function duration(msecs, name) {
  validateNumber(msecs, name);
  if (msecs < 0 || !Number.isFinite(msecs)) throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  if (msecs <= longest) return msecs;
  process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${longest}.`, 'TimeoutOverflowWarning');
  return longest;
}

ClientRequest.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (this._ended) return this;
  listenForTimeout(this);
  const time = duration(msecs, 'msecs');
  if (callback) this.once('timeout', callback);
  const set = (socket) => {
    if (socket.connecting) socket.once('connect', () => socket.setTimeout(time));
    else socket.setTimeout(time);
  };
  if (this.socket) set(this.socket);
  else this.once('socket', set);
  return this;
};

ClientRequest.prototype.clearTimeout = function clearTimeout(cb) {
  this.setTimeout(0, cb);
};

ClientRequest.prototype._deferToConnect = function _deferToConnect(method, args) {
  const call = () => {
    if (method) Reflect.apply(this.socket[method], this.socket, args);
  };
  const onSocket = () => {
    if (this.socket.writable) call();
    else this.socket.once('connect', call);
  };
  if (this.socket) onSocket();
  else this.once('socket', onSocket);
};

ClientRequest.prototype.setNoDelay = function setNoDelay(noDelay) {
  this._deferToConnect('setNoDelay', [noDelay]);
};

ClientRequest.prototype.setSocketKeepAlive = function setSocketKeepAlive(enable, initialDelay) {
  this._deferToConnect('setKeepAlive', [enable, initialDelay]);
};

module.exports = { ClientRequest, emitClose };
