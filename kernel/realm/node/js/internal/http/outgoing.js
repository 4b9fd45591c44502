'use strict';
// OutgoingMessage: what goes out, a request or a response. It is no Writable but looks like one. Until it has a socket, what
// it is given waits in outputData; its head is written when the first of its body is, in one piece with it.

const { Buffer } = require('buffer');
const EventEmitter = require('events');
const { codes } = require('internal/errors');
const { Stream } = require('internal/streams/legacy');
const { getDefaultHighWaterMark } = require('internal/streams/state');
const { isUint8Array } = require('internal/types');
const { validateString } = require('internal/validators');
const { flag, isRelaxed, validateHeaderName, validateHeaderValue } = require('internal/http/common');
const native = require('internal/http/native');

const {
  ERR_HTTP_BODY_NOT_ALLOWED, ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_HTTP_HEADERS_SENT, ERR_HTTP_TRAILER_INVALID,
  ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR, ERR_METHOD_NOT_IMPLEMENTED, ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_CANNOT_PIPE,
  ERR_STREAM_DESTROYED, ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END,
} = codes;
const { nextTick } = process;
const nop = () => {};
const nothing = Object.freeze([]);

function OutgoingMessage(options) {
  if (options?.highWaterMark !== undefined) this._mark = options.highWaterMark;
  if (options?.rejectNonStandardBodyWrites) this._flags |= flag.rejectBody;
}

Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

Object.assign(OutgoingMessage.prototype, {
  _flags: flag.keepAlive | flag.defaultKeepAlive | flag.chunkedByDefault | flag.hasBody,
  _header: null, _outHeaders: null, _conn: null, _connection: null, _mark: undefined, _errored: null, _endCallbacks: null, _flushError: null,
  _bytesWritten: 0, _corked: 0, _held: nothing, _heldLength: 0, _unique: null,
  _contentLength: null, _trailer: '', _keepAliveTimeout: 0, _maxRequestsPerSocket: 0, _onPendingData: nop,
  outputData: nothing, outputSize: 0, writable: true,
});

function accessor(name, get, set) {
  Object.defineProperty(OutgoingMessage.prototype, name, { __proto__: null, configurable: true, get, set });
}

for (const [name, bit] of Object.entries({
  _last: flag.last, chunkedEncoding: flag.chunked, shouldKeepAlive: flag.keepAlive, maxRequestsOnConnectionReached: flag.maxReached,
  _defaultKeepAlive: flag.defaultKeepAlive, useChunkedEncodingByDefault: flag.chunkedByDefault, sendDate: flag.sendDate,
  _removedConnection: flag.removedConnection, _removedContLen: flag.removedLength, _removedTE: flag.removedEncoding,
  strictContentLength: flag.strictLength, _hasBody: flag.hasBody, _headerSent: flag.headerSent, finished: flag.finished,
  _closed: flag.closed, destroyed: flag.destroyed, _sent100: flag.sent100, _expect_continue: flag.expectContinue,
})) {
  accessor(name, function() { return (this._flags & bit) !== 0; },
    function(value) { this._flags = value ? this._flags | bit : this._flags & ~bit; });
}

accessor('errored', function() { return this._errored; });
accessor('closed', function() { return this._closed; });
accessor('writableFinished', function() { return (this._flags & flag.writableFinished) !== 0; });
accessor('writableEnded', function() { return this.finished; });
accessor('writableObjectMode', () => false);
accessor('writableLength', function() { return this.outputSize + this._heldLength + (this._conn ? this._conn.writableLength : 0); });
accessor('writableHighWaterMark', function() { return this._conn ? this._conn.writableHighWaterMark : mark(this); });
accessor('writableCorked', function() { return this._corked; });
accessor('writableNeedDrain', function() {
  return (this._flags & (flag.destroyed | flag.finished | flag.needDrain)) === flag.needDrain;
});
accessor('headersSent', function() { return Boolean(this._header); });
Object.defineProperty(OutgoingMessage.prototype, 'headersSent', { enumerable: true });
accessor('connection', function() { return this._conn; }, function(value) { this.socket = value; });
accessor('socket', function() { return this._conn; }, function(value) {
  for (let n = 0; n < this._corked; n++) {
    value?.cork();
    this._conn?.uncork();
  }
  this._conn = value;
});

const mark = (message) => message._mark ?? getDefaultHighWaterMark();

// ---- headers

function refuseIfSent(message, verb) {
  if (message._header) throw new ERR_HTTP_HEADERS_SENT(verb);
}

// keyOf checks a header and returns the key it is kept by.
function keyOf(message, name, value) {
  const key = native.headerKey(name, value);
  if (key !== undefined) return key;
  validateHeaderName(name);
  validateHeaderValue(name, value, isRelaxed(message));
  return name.toLowerCase();
}

OutgoingMessage.prototype.setHeader = function setHeader(name, value) {
  refuseIfSent(this, 'set');
  const key = keyOf(this, name, value);
  (this._outHeaders ??= { __proto__: null })[key] = [name, value];
  return this;
};

OutgoingMessage.prototype.setHeaders = function setHeaders(headers) {
  refuseIfSent(this, 'set');
  if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
  }
  const cookies = [];
  for (const [key, value] of headers) {
    if (key === 'set-cookie') cookies.push(...(Array.isArray(value) ? value : [value]));
    else this.setHeader(key, value);
  }
  if (cookies.length > 0) this.setHeader('set-cookie', cookies);
  return this;
};

OutgoingMessage.prototype.appendHeader = function appendHeader(name, value) {
  refuseIfSent(this, 'append');
  const entry = this._outHeaders?.[keyOf(this, name, value)];
  if (entry === undefined) return this.setHeader(name, value);
  if (!Array.isArray(entry[1])) entry[1] = [entry[1]];
  if (Array.isArray(value)) entry[1].push(...value);
  else entry[1].push(value);
  return this;
};

OutgoingMessage.prototype.getHeader = function getHeader(name) {
  validateString(name, 'name');
  return this._outHeaders?.[name.toLowerCase()]?.[1];
};

OutgoingMessage.prototype.getHeaderNames = function getHeaderNames() {
  return Object.keys(this._outHeaders ?? {});
};

OutgoingMessage.prototype.getRawHeaderNames = function getRawHeaderNames() {
  return Object.values(this._outHeaders ?? {}).map(([name]) => name);
};

OutgoingMessage.prototype.getHeaders = function getHeaders() {
  const headers = { __proto__: null };
  for (const key of Object.keys(this._outHeaders ?? {})) headers[key] = this._outHeaders[key][1];
  return headers;
};

OutgoingMessage.prototype.hasHeader = function hasHeader(name) {
  validateString(name, 'name');
  return Boolean(this._outHeaders?.[name.toLowerCase()]);
};

const removal = {
  __proto__: null, connection: flag.removedConnection, 'content-length': flag.removedLength, 'transfer-encoding': flag.removedEncoding,
};

OutgoingMessage.prototype.removeHeader = function removeHeader(name) {
  validateString(name, 'name');
  refuseIfSent(this, 'remove');
  const key = name.toLowerCase();
  if (removal[key] !== undefined) this._flags |= removal[key];
  else if (key === 'date') this.sendDate = false;
  if (this._outHeaders !== null) delete this._outHeaders[key];
};

OutgoingMessage.prototype._renderHeaders = function _renderHeaders() {
  refuseIfSent(this, 'render');
  return Object.fromEntries(Object.values(this._outHeaders ?? {}));
};

OutgoingMessage.prototype._implicitHeader = function _implicitHeader() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

// The rest of what native.head finds out about a message.
const found = { trailerWithoutChunks: 1, sendNow: 2, invalidName: 3, invalidValue: 4, oddList: 5 };

// _storeHeader makes the head; it is sent with what follows.
OutgoingMessage.prototype._storeHeader = function _storeHeader(firstLine, headers, body, encoding) {
  const length = body ?? this._contentLength;
  const server = this._connection?.server;
  const head = native.head(this, firstLine, headers ?? null, this._flags, length, encoding,
    server === undefined ? this._keepAliveTimeout : server.keepAliveTimeout,
    server === undefined ? this._maxRequestsPerSocket : server.maxRequestsPerSocket, this.statusCode ?? 0, this._unique, headers === this._outHeaders);
  if (typeof head === 'string') {
    this._header = head;
    return;
  }
  const [what, text, name, value] = head;
  if (what === found.invalidName) validateHeaderName(name);
  if (what === found.oddList) throw new codes.ERR_INVALID_ARG_VALUE('headers', headers);
  if (what === found.invalidValue) {
    validateHeaderValue(name, value, isRelaxed(this));
    // The strict check of Go refused what the relaxed one takes.
    this._flags |= relaxedBit;
    this._storeHeader(firstLine, headers, body, encoding);
    return;
  }
  if (what === found.trailerWithoutChunks) throw new ERR_HTTP_TRAILER_INVALID();
  this._header = text;
  if (what === found.sendNow) this._send('');
};

const relaxedBit = 1 << 22;

OutgoingMessage.prototype.addTrailers = function addTrailers(headers) {
  this._trailer = '';
  const pairs = Array.isArray(headers) ? headers : Object.keys(headers).map((key) => [key, headers[key]]);
  const relaxed = isRelaxed(this);
  for (const [field, given] of pairs) {
    validateHeaderName(field, 'Trailer name');
    const joined = Array.isArray(given) && this._unique?.has(field.toLowerCase()) ? given.join('; ') : given;
    for (const value of Array.isArray(joined) ? joined : [joined]) {
      if (!native.isValue(`${value}`, relaxed)) throw new ERR_INVALID_CHAR('trailer content', field);
      this._trailer += `${field}: ${value}\r\n`;
    }
  }
};

// parseUniqueHeaders reads the option uniqueHeaders: the headers whose values are joined.
function parseUniqueHeaders(headers) {
  return Array.isArray(headers) ? new Set(headers.map((name) => name.toLowerCase())) : null;
}

// ---- writing

const lengthOf = (chunk, encoding) => (typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength);

OutgoingMessage.prototype.write = function write(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  const more = put(this, chunk, encoding, callback, false);
  if (!more) this._flags |= flag.needDrain;
  return more;
};

const minds = (message) => (message._flags & (flag.strictLength | flag.hasBody | flag.removedLength | flag.chunked)) ===
  (flag.strictLength | flag.hasBody) && message._contentLength != null && !message.hasHeader('transfer-encoding');

function countLength(message, chunk, encoding, fromEnd) {
  const total = message._bytesWritten + lengthOf(chunk, encoding);
  if (minds(message) && (fromEnd ? total !== message._contentLength : total > message._contentLength)) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(total, message._contentLength);
  }
  message._bytesWritten = total;
}

// put writes one chunk of the body.
function put(message, chunk, encoding, callback, fromEnd) {
  if (typeof callback !== 'function') callback = nop;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== 'string' && !isUint8Array(chunk)) {
    throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  }
  if ((message._flags & (flag.finished | flag.destroyed)) !== 0) return refuse(message, callback);
  if ((message._flags & flag.strictLength) !== 0) countLength(message, chunk, encoding, fromEnd);
  if (!message._header) {
    if (fromEnd) message._contentLength = lengthOf(chunk, encoding);
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if ((message._flags & flag.rejectBody) !== 0) throw new ERR_HTTP_BODY_NOT_ALLOWED();
    nextTick(callback);
    return true;
  }
  const socket = message._conn;
  if (!fromEnd && socket && !socket.writableCorked) {
    // What a program writes in one go leaves in one piece.
    socket.cork();
    nextTick(uncork, socket);
  }
  if ((message._flags & flag.chunked) === 0 || chunk.length === 0) return message._send(chunk, encoding, callback);
  if (message._corked > 0 && message._headerSent) return hold(message, chunk, encoding, callback);
  return message._send(frame(chunk, encoding), null, callback);
}

const frame = (chunk, encoding) => Buffer.from(native.frame(chunk, encoding));

function uncork(socket) {
  socket.uncork();
}

// hold keeps the chunks of a corked message, which become one.
function hold(message, chunk, encoding, callback) {
  const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
  if (message._held === nothing) message._held = [];
  message._held.push({ bytes, callback });
  message._heldLength += bytes.byteLength;
  return message._heldLength < mark(message);
}

function refuse(message, callback) {
  if (message.destroyed) {
    nextTick(callback, message.finished ? new ERR_STREAM_WRITE_AFTER_END() : new ERR_STREAM_DESTROYED('write'));
    return false;
  }
  failLater(message, new ERR_STREAM_WRITE_AFTER_END(), callback);
  return false;
}

function failLater(message, err, callback) {
  if (message.destroyed) return;
  nextTick(() => {
    callback(err);
    if (!message.destroyed) message.emit('error', err);
  });
}

// _send writes data behind the head, if that has not gone yet.
OutgoingMessage.prototype._send = function _send(data, encoding, callback) {
  if ((this._flags & flag.headerSent) === 0 && this._header !== null) {
    this._flags |= flag.headerSent;
    if (data === '') {
      data = this._header;
      encoding = 'latin1';
    } else {
      data = Buffer.from(native.join(this._header, data, encoding ?? 'utf8'));
      encoding = null;
    }
  }
  return this._writeRaw(data, encoding, callback);
};

OutgoingMessage.prototype._writeRaw = function _writeRaw(data, encoding, callback) {
  const socket = this._conn;
  if (socket?.destroyed) return false;
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (socket && socket._httpMessage === this && socket.writable) {
    if (this.outputData.length > 0) this._flushOutput(socket);
    return socket.write(data, encoding, callback);
  }
  if (this.outputData === nothing) this.outputData = [];
  this.outputData.push({ data, encoding, callback });
  this.outputSize += data.length;
  this._onPendingData(data.length);
  return this.outputSize < mark(this);
};

OutgoingMessage.prototype.flushHeaders = function flushHeaders() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

OutgoingMessage.prototype._flush = function _flush() {
  const socket = this._conn;
  if (!socket?.writable) return;
  const more = this._flushOutput(socket);
  if (this.finished) {
    this._finish();
  } else if ((this._flags & flag.needDrain) !== 0 && more !== false) {
    this._flags &= ~flag.needDrain;
    this.emit('drain');
  }
};

OutgoingMessage.prototype._flushOutput = function _flushOutput(socket) {
  const waiting = this.outputData;
  if (waiting.length === 0) return undefined;
  socket.cork();
  let more;
  for (const { data, encoding, callback } of waiting) more = socket.write(data, encoding, callback);
  socket.uncork();
  this.outputData = nothing;
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return more;
};

OutgoingMessage.prototype.cork = function cork() {
  this._corked++;
  this._conn?.cork();
};

OutgoingMessage.prototype.uncork = function uncork() {
  this._corked--;
  this._conn?.uncork();
  if (this._corked > 0 || this._held.length === 0) return;
  const held = this._held;
  this._held = nothing;
  this._heldLength = 0;
  this._send(frame(Buffer.concat(held.map(({ bytes }) => bytes)), null), null, (err) => {
    for (const { callback } of held) callback(err);
  });
  if ((this._flags & flag.needDrain) !== 0 && this.writableLength === 0) {
    this._flags &= ~flag.needDrain;
    this.emit('drain');
  }
};

// ---- the end

OutgoingMessage.prototype.end = function end(chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (callback == null && this._sendWhole(chunk, encoding)) return this;
  if (this.finished) return endAgain(this, chunk, callback);
  const socket = this._conn;
  if ((chunk || !this._header) && socket) socket.cork();
  if (chunk) {
    put(this, chunk, encoding, null, true);
  } else if (!this._header) {
    this._contentLength = 0;
    this._implicitHeader();
  }
  if (typeof callback === 'function') queueEndCallback(this, callback);
  if (minds(this) && this._bytesWritten !== this._contentLength) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(this._bytesWritten, this._contentLength);
  }
  sendEnd(this, chunk);
  if (this._conn) {
    this._conn._writableState.corked = 1;
    this._conn.uncork();
  }
  this._corked = 1;
  this.uncork();
  this._flags |= flag.finished;
  if (this.outputData.length === 0 && this._conn && this._conn._httpMessage === this) this._finish();
  return this;
};

// _sendWhole sends a message that is given whole; false: the long way is needed. ServerResponse knows how.
OutgoingMessage.prototype._sendWhole = () => false;

function endAgain(message, chunk, callback) {
  const known = typeof callback === 'function';
  if (chunk) failLater(message, new ERR_STREAM_WRITE_AFTER_END(), known ? callback : nop);
  else if (known) queueEndCallback(message, callback);
  return message;
}

function sendEnd(message, chunk) {
  const done = (err) => onFinish(message, err);
  if ((message._flags & (flag.hasBody | flag.chunked)) === (flag.hasBody | flag.chunked)) {
    message._send(`0\r\n${message._trailer}\r\n`, 'latin1', done);
  } else if (!message._headerSent || message.writableLength || chunk) {
    message._send('', 'latin1', done);
  } else {
    nextTick(done);
  }
}

function queueEndCallback(message, callback) {
  if (message.writableFinished) callback(new ERR_STREAM_ALREADY_FINISHED('end'));
  else if (message._flushError !== null) nextTick(callback, message._flushError);
  else (message._endCallbacks ??= []).push(callback);
}

function callEndCallbacks(message, err) {
  const callbacks = message._endCallbacks;
  message._endCallbacks = null;
  for (const callback of callbacks ?? nothing) callback(err);
}

// onFinish is called when the last of a message has been given to the system.
function onFinish(message, err) {
  const socket = message._conn;
  if (err || message._errored || socket?.errored || socket?._hadError) {
    message._flushError = err ?? message._errored ?? socket?.errored ?? new ERR_STREAM_DESTROYED('end');
    callEndCallbacks(message, message._flushError);
    return;
  }
  message._flags |= flag.writableFinished;
  if (message._endCallbacks !== null) callEndCallbacks(message, null);
  message._finished();
  if (message._events !== undefined) message.emit('finish');
}

// _finished is what a subclass does before the program hears of 'finish'.
OutgoingMessage.prototype._finished = nop;

OutgoingMessage.prototype._finish = function _finish() {
  if (this._events !== undefined) this.emit('prefinish');
};

OutgoingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  if (this._conn) this._conn.setTimeout(msecs);
  else this.once('socket', (socket) => socket.setTimeout(msecs));
  return this;
};

OutgoingMessage.prototype.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this._flags |= flag.destroyed;
  this._errored = error;
  if (this._conn) this._conn.destroy(error);
  else nextTick(emitClose, this);
  return this;
};

function emitClose(message) {
  if (message._closed) return;
  message._flags |= flag.closed | flag.destroyed;
  if (message._events !== undefined) message.emit('close');
}

OutgoingMessage.prototype.pipe = function pipe() {
  this.emit('error', new ERR_STREAM_CANNOT_PIPE());
};

OutgoingMessage.prototype[EventEmitter.captureRejectionSymbol] = function(err) {
  this.destroy(err);
};

module.exports = { OutgoingMessage, emitClose, lengthOf, onFinish, parseUniqueHeaders };
