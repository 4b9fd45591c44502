'use strict';
// ServerResponse: the answer to one request. One that is given whole, as most are, goes to the system in one piece and in one
// step from here; see _sendWhole.

const { codes } = require('internal/errors');
const { common, kState, writable } = require('internal/streams/state');
const { validateInteger, validateLinkHeaderValue, validateObject } = require('internal/validators');
const { OutgoingMessage, emitClose, onFinish } = require('internal/http/outgoing');
const { serverCreated } = require('internal/http/channels');
const { STATUS_CODES, checkInvalidHeaderChar, chunkExpression, flag, isRelaxed, validateHeaderName, validateHeaderValue } =
  require('internal/http/common');
const native = require('internal/http/native');

const { ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_HTTP_SOCKET_ASSIGNED, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR } = codes;

function ServerResponse(req, options) {
  if (options !== undefined) OutgoingMessage.call(this, options);
  this.req = req;
  if (req.method === 'HEAD') this._flags &= ~flag.hasBody;
  // A head of HTTP/1.1 says so at once.
  if ((req._head & 0xff00) !== 0x1100 && (req.httpVersionMajor < 1 || req.httpVersionMinor < 1)) {
    this.useChunkedEncodingByDefault = chunkExpression.test(req.headers.te);
    this._flags &= ~flag.keepAlive;
  }
  if (serverCreated.hasSubscribers) serverCreated.publish({ request: req, response: this });
}

Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

Object.assign(ServerResponse.prototype, {
  _flags: OutgoingMessage.prototype._flags | flag.sendDate, statusCode: 200, statusMessage: undefined,
});

ServerResponse.prototype.assignSocket = function assignSocket(socket) {
  if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
  socket._httpMessage = this;
  if (this._connection === null) socket.on('close', onSocketClose);
  this._conn = socket;
  if (this._events !== undefined) this.emit('socket', socket);
  if (this.outputData.length > 0 || this.finished) this._flush();
};

// onSocketClose serves a response that a program gave a socket; a server's connection looks after its own.
function onSocketClose() {
  if (this._httpMessage) emitClose(this._httpMessage);
}

ServerResponse.prototype.detachSocket = function detachSocket(socket) {
  if (this._connection === null) socket.removeListener('close', onSocketClose);
  socket._httpMessage = null;
  this._conn = null;
};

ServerResponse.prototype._finished = function _finished() {
  this._connection?.answered(this);
};

// ---- informational answers

ServerResponse.prototype.writeInformation = function writeInformation(statusCode, headers, cb) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  validateInteger(statusCode, 'statusCode', 100, 199);
  if (statusCode === 101) throw new ERR_HTTP_INVALID_STATUS_CODE(statusCode);
  let head = `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] || 'unknown'}\r\n`;
  for (const [name, value] of pairsOf(headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value, isRelaxed(this));
    head += `${name}: ${value}\r\n`;
  }
  return this._writeRaw(`${head}\r\n`, 'ascii', cb);
};

function pairsOf(headers) {
  if (headers == null) return [];
  if (!Array.isArray(headers)) {
    validateObject(headers, 'headers');
    return Object.keys(headers).map((key) => [key, headers[key]]);
  }
  if (headers.length > 0 && Array.isArray(headers[0])) return headers;
  if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
  const pairs = [];
  for (let i = 0; i < headers.length; i += 2) pairs.push([headers[i], headers[i + 1]]);
  return pairs;
}

ServerResponse.prototype.writeContinue = function writeContinue(cb) {
  this.writeInformation(100, null, cb);
  this._flags |= flag.sent100;
};

ServerResponse.prototype.writeProcessing = function writeProcessing(cb) {
  this.writeInformation(102, null, cb);
};

ServerResponse.prototype.writeEarlyHints = function writeEarlyHints(hints, cb) {
  validateObject(hints, 'hints');
  if (hints.link == null) return;
  const link = validateLinkHeaderValue(hints.link);
  if (link.length === 0) return;
  if (checkInvalidHeaderChar(link)) throw new ERR_INVALID_CHAR('header content', 'Link');
  const { link: _, ...others } = hints;
  this.writeInformation(103, { __proto__: null, Link: link, ...others }, cb);
};

// ---- the head

ServerResponse.prototype._implicitHeader = function _implicitHeader() {
  this.writeHead(this.statusCode);
};

ServerResponse.prototype.writeHead = function writeHead(statusCode, reason, obj) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  const code = statusCode | 0;
  if (code < 100 || code > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(statusCode);
  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[code] || 'unknown';
    obj ??= reason;
  }
  this.statusCode = code;
  if (this._outHeaders !== null && obj) merge(this, obj);
  if (checkInvalidHeaderChar(this.statusMessage)) throw new ERR_INVALID_CHAR('statusMessage');
  prepare(this, code);
  this._storeHeader(`HTTP/1.1 ${code} ${this.statusMessage}\r\n`, this._outHeaders ?? obj);
  return this;
};
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

// prepare takes down what a status says about the message.
function prepare(res, code) {
  if (code === 204 || code === 304 || code < 200) res._flags &= ~flag.hasBody;
  if ((res._flags & (flag.expectContinue | flag.sent100)) === flag.expectContinue) res._flags &= ~flag.keepAlive;
}

const { setHeader } = OutgoingMessage.prototype;

// merge adds the headers of writeHead to those that are set already.
function merge(res, headers) {
  if (!Array.isArray(headers)) {
    const names = Object.keys(headers);
    const own = res.setHeader === setHeader ? res._outHeaders : null;
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      const value = headers[name];
      const key = own === null ? undefined : native.headerKey(name, value);
      if (key !== undefined) own[key] = [name, value];
      else if (name) res.setHeader(name, value);
    }
    return;
  }
  if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
  for (let i = 0; i < headers.length; i += 2) res.removeHeader(headers[i]);
  for (let i = 0; i < headers.length; i += 2) if (headers[i]) res.appendHeader(headers[i], headers[i + 1]);
}

// ---- whole answers

const busy = flag.finished | flag.destroyed | flag.strictLength | flag.headerSent | flag.rejectBody;
const blocked = writable.kEnding | common.kDestroyed | common.kErrored;
const { writeHead, _implicitHeader, _finished: finished } = ServerResponse.prototype;
const ownFirstLines = new Map();

function firstLine(code, message) {
  let line = ownFirstLines.get(code);
  if (line === undefined) {
    line = `HTTP/1.1 ${code} ${STATUS_CODES[code] ?? 'unknown'}\r\n`;
    ownFirstLines.set(code, line);
  }
  return message === undefined || message === STATUS_CODES[code] ? line : undefined;
}

// _sendWhole writes head and body straight to the handle below the socket, if nothing stands in the way: nothing was sent
// yet, nothing waits in the socket, and nobody has replaced the methods that would have been called.
ServerResponse.prototype._sendWhole = function _sendWhole(chunk, encoding) {
  const socket = this._conn;
  const connection = this._connection;
  if (connection === null || (this._flags & busy) !== 0 || socket === null || !connection.straight || this._corked !== 0) return false;
  if (socket._httpMessage !== this || this.outputData.length > 0 || this._trailer !== '') return false;
  const state = socket._writableState;
  if (state.length !== 0 || state.corked !== 0 || (state[kState] & blocked) !== 0) return false;
  if (chunk && typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return false;
  if (this._header === null && !implied(this, chunk || '', encoding)) return false;
  this._flags |= flag.finished | flag.headerSent;
  const failure = native.respond(connection.handle, this, this._header, chunk || '', encoding, this._flags, onWhole);
  if (failure !== 0) connection.writeFailed(failure);
  this._finish();
  return true;
};

// onWhole is onFinish for what went out at once.
function onWhole(res, err) {
  if (err !== undefined || res._errored !== null || res._endCallbacks !== null || res._finished !== finished) {
    onFinish(res, err);
    return;
  }
  res._flags |= flag.writableFinished;
  res._connection.answered(res);
  if (res._events !== undefined) res.emit('finish');
}

// implied makes the head that writeHead would have made.
function implied(res, chunk, encoding) {
  if (res.writeHead !== writeHead || res._implicitHeader !== _implicitHeader) return false;
  const code = res.statusCode;
  if (code !== (code | 0) || code < 100 || code > 999) return false;
  const line = firstLine(code, res.statusMessage);
  if (line === undefined) return false;
  res.statusMessage = STATUS_CODES[code];
  prepare(res, code);
  res._storeHeader(line, res._outHeaders, chunk, encoding);
  return res._header !== null;
}

module.exports = { ServerResponse };
