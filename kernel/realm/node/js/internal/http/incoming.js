'use strict';
// IncomingMessage: what came in, a request or a response. Most programs look at a method, a target and a header or two,
// and never at the stream; so a message is a few fields and the text of its headers, and becomes more when it is asked:
//
//	_text  "Host\0a\0…"  ── headers, rawHeaders ──>  objects, at the first look
//	_over  the body is complete   ── _readableState ──>  a Readable, at the first use of any of its methods

const { Readable } = require('internal/streams/readable');
const { eos } = require('internal/streams/end_of_stream');
const native = require('internal/http/native');

const { ReadableState } = Readable;

// The bits of _head, as Go packs them.
const bit = { keepAlive: 1, upgrade: 2, hasBody: 4, hasHost: 8, expect: 16 };

// How far a message is (_over): complete before it became a stream, or not wanted by then, or complete as a stream.
const over = { no: 0, complete: 1, dumped: 2, streamed: 3 };

function IncomingMessage(socket) {
  this.socket = socket;
}

Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

Object.assign(IncomingMessage.prototype, {
  _text: '', _head: -1, _over: 0, _awake: false, _consuming: false, _dumped: false, _abort: null, _headers: null,
  joinDuplicateHeaders: false, aborted: false, url: '', method: null, statusCode: null, statusMessage: null,
});

// own defines a property that an accessor of the prototype stands before.
const { own } = native;

// derived defines a property that is worked out when it is read, until it is assigned.
function derived(name, get) {
  Object.defineProperty(IncomingMessage.prototype, name, {
    configurable: true, enumerable: false, get, set(value) { own(this, name, value); },
  });
}

const isMessage = (value) => Object.hasOwn(value, 'socket');

derived('_readableState', function() { return isMessage(this) ? wake(this) : undefined; });
derived('httpVersionMajor', function() { return this._head < 0 ? null : (this._head >> 8) & 15; });
derived('httpVersionMinor', function() { return this._head < 0 ? null : this._head >> 12; });
derived('httpVersion', function() { return this._head < 0 ? null : `${(this._head >> 8) & 15}.${this._head >> 12}`; });
derived('upgrade', function() { return this._head < 0 ? null : (this._head & bit.upgrade) !== 0; });
derived('client', function() { return this.socket; });
derived('rawHeaders', function() {
  const list = this._text === '' ? [] : this._text.slice(0, -1).split('\0');
  own(this, 'rawHeaders', list);
  return list;
});
derived('rawTrailers', function() {
  const list = [];
  own(this, 'rawTrailers', list);
  return list;
});
derived('headersDistinct', function() {
  const headers = native.distinctHeaders(textOf(this));
  Object.defineProperty(this, 'headersDistinct', { value: headers, writable: true, configurable: true });
  return headers;
});
derived('trailers', function() {
  return this.rawTrailers.length === 0 ? {} : native.headers(textIn(this.rawTrailers), this.joinDuplicateHeaders === true);
});
derived('trailersDistinct', function() { return native.distinctHeaders(textIn(this.rawTrailers)); });
Object.defineProperty(IncomingMessage.prototype, 'headers', {
  __proto__: null,
  configurable: true,
  get() { return (this._headers ??= native.headers(textOf(this), this.joinDuplicateHeaders === true)); },
  set(value) { this._headers = value; },
});
Object.defineProperty(IncomingMessage.prototype, 'complete', {
  __proto__: null,
  configurable: true,
  get() { return this._over !== over.no; },
  set(value) { this._over = !value ? over.no : this._awake ? over.streamed : this._over || over.complete; },
});
Object.defineProperty(IncomingMessage.prototype, 'connection', {
  __proto__: null, configurable: true, get() { return this.socket; }, set(value) { this.socket = value; },
});

const textIn = (list) => (list.length === 0 ? '' : `${list.join('\0')}\0`);

// textOf is the text of the headers: as they came, or as a program has set rawHeaders.
function textOf(message) {
  return message._text !== '' ? message._text : textIn(message.rawHeaders);
}

// ---- the stream

// wake makes a message a Readable, as far along as the message is.
function wake(message) {
  const mark = message.socket?.readableHighWaterMark;
  const state = new ReadableState(mark === undefined ? undefined : { highWaterMark: mark }, message, false);
  message._awake = true;
  own(message, '_readableState', state);
  state.readingMore = true; // nothing is read before somebody asks
  if (message._over === over.complete) {
    message._over = over.streamed;
    message.push(null);
  } else if (message._over === over.dumped) {
    message._over = over.streamed;
    state.readingMore = false;
    Object.assign(state, { ended: true, endEmitted: true, destroyed: true, closed: true, closeEmitted: true });
  }
  return state;
}

// bodyOver says that all of a message has come.
function bodyOver(message) {
  if (!message._awake) {
    message._over = over.complete;
    return;
  }
  message._over = over.streamed;
  message.push(null);
}

function readStart(socket) {
  if (socket && !socket._paused && socket.readable) socket.resume();
}

function readStop(socket) {
  if (socket) socket.pause();
}

IncomingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

IncomingMessage.prototype._read = function _read() {
  if (!this._consuming) {
    this._readableState.readingMore = false;
    this._consuming = true;
  }
  if (this.socket?.readable) readStart(this.socket);
};

IncomingMessage.prototype._destroy = function _destroy(err, cb) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
    abortSignal(this);
  }
  const { socket } = this;
  if (!socket || socket.destroyed || !this.aborted) {
    process.nextTick(report, this, err, cb);
    return;
  }
  socket.destroy(err);
  const cleanup = eos(socket, (failure) => {
    cleanup();
    process.nextTick(report, this, (failure?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? null : failure) || err, cb);
  });
};

// report passes an error on only to those who listen: that a request was cut off is no error of the program.
function report(message, err, cb) {
  cb(message.listenerCount('error') === 0 ? undefined : err);
}

IncomingMessage.prototype._dump = function _dump() {
  if (this._over === over.complete) {
    this._over = over.dumped;
    return;
  }
  if (this._dumped) return;
  this._dumped = true;
  this.removeAllListeners('data');
  this.resume();
};

IncomingMessage.prototype._dumpAndCloseReadable = function _dumpAndCloseReadable() {
  this._dumped = true;
  if (this._awake) Object.assign(this._readableState, { ended: true, endEmitted: true, destroyed: true, closed: true, closeEmitted: true });
  else this._over = over.dumped;
};

IncomingMessage.prototype._addHeaderLines = function _addHeaderLines(headers, n) {
  if (!headers?.length) return;
  const list = headers.slice(0, n);
  if (this.complete) {
    this.rawTrailers = list;
    return;
  }
  this.rawHeaders = list;
  this._text = '';
  this._headers = null;
  delete this.headersDistinct;
};

IncomingMessage.prototype._addHeaderLine = function _addHeaderLine(field, value, dest) {
  const before = [];
  for (const key of Object.keys(dest)) for (const one of [dest[key]].flat()) before.push(key, one);
  Object.assign(dest, native.headers(textIn([...before, field, value]), this.joinDuplicateHeaders === true));
};

IncomingMessage.prototype._addHeaderLineDistinct = function _addHeaderLineDistinct(field, value, dest) {
  (dest[field.toLowerCase()] ??= []).push(value);
};

// ---- the signal that is aborted when the connection is lost

Object.defineProperty(IncomingMessage.prototype, 'signal', {
  __proto__: null,
  configurable: true,
  get() {
    if (this._abort === null) {
      const { AbortController } = require('internal/abort_controller');
      this._abort = { controller: new AbortController(), socket: null, listener: null };
      if (this.destroyed && (!this.readableEnded || !this.complete)) this._abort.controller.abort();
      else watchSocket(this, this._abort);
    }
    return this._abort.controller.signal;
  },
});

function watchSocket(message, abort) {
  const { socket } = message;
  if (!socket || message._signalDetached) return;
  if (socket.destroyed) {
    abort.controller.abort();
    return;
  }
  abort.socket = socket;
  abort.listener = () => abortSignal(message);
  socket.once('close', abort.listener);
}

function detachSignal(message) {
  const abort = message._abort;
  if (abort === null) return;
  message._signalDetached = true;
  if (abort.socket !== null) abort.socket.removeListener('close', abort.listener);
  abort.socket = abort.listener = null;
}

function abortSignal(message) {
  if (message._abort === null) return;
  detachSignal(message);
  message._abort.controller.abort();
}

module.exports = { IncomingMessage, bit, bodyOver, detachSignal, over, readStart, readStop };
