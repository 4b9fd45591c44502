'use strict';
// One connection of a server: a parser that turns bytes into requests, and the responses in the order of their requests.
//
//	handle ──(Go)──> parser ──> onHead: a request and its response ──> 'request'
//	                                      │ one at a time has the socket; others wait in outgoing
//	socket  <──────────────────────────── response ── answered() ──> the next one, or idle, or the end
//
// While the parser consumes the socket's handle, the bytes never pass through JavaScript. Who listens to the socket's 'data'
// gets them back.

const { Buffer } = require('buffer');
const net = require('net');
const { ConnResetException, ErrnoException, codes: { ERR_HTTP_REQUEST_TIMEOUT, ERR_HTTP_SOCKET_ENCODING } } = require('internal/errors');
const { clearTimeout, setTimeout } = require('timers');
const { kState, writable } = require('internal/streams/state');
const { emitClose } = require('internal/http/outgoing');
const { ServerResponse } = require('internal/http/response');
const { serverFinish, serverStart } = require('internal/http/channels');
const { bit, bodyOver, detachSignal, readStart, readStop } = require('internal/http/incoming');
const { STATUS_CODES, continueExpression, flag, isLenient, parseError } = require('internal/http/common');
const native = require('internal/http/native');

const { kNeedDrain } = writable;
const { nextTick } = process;

// The version among the bits of a head.
const version = 0xff00;
const version11 = 0x1100;
const noop = () => {};

class Connection {
  server; socket; parser; handle;
  straight = false; // the parser consumes the handle
  incoming = []; // requests whose responses are not finished
  outgoing = []; // responses that wait for the socket
  current = null; // the request whose body is being read
  pending = 0; // bytes that wait in responses
  requests = 0;
  idleSince = 0;
  timer = null;
  gone = false;

  constructor(server, socket) {
    this.server = server;
    this.socket = socket;
    this.parser = native.parser(callbacks, this, false, server.maxHeaderSize ?? 0, isLenient(server));
  }

  // answered is called when a response has been given to the system whole.
  answered(res) {
    const { server, socket, outgoing } = this;
    const { req } = res;
    if (serverFinish.hasSubscribers) serverFinish.publish({ request: req, response: res, socket, server });
    if (req._abort !== null) detachSignal(req);
    this.incoming.shift();
    if (!req._awake) req._dump();
    else if (!req._consuming && !req._readableState.resumeScheduled) req._dump();
    socket._httpMessage = res._conn = null;
    if (this.current === req && (!req._awake || req.readableEnded)) this.current = null;
    if (res._events !== undefined) nextTick(emitClose, res);
    else res._flags |= flag.closed | flag.destroyed;
    if ((res._flags & flag.last) !== 0) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    } else if (outgoing.length > 0) {
      outgoing.shift().assignSocket(socket);
    } else {
      this.rest(server);
    }
  }

  // rest begins to wait for the next request. The timer that ends a wait too long stays through later requests, and looks
  // when it fires: setting one for each wait would cost more than the rest of a request.
  rest(server) {
    const { keepAliveTimeout, keepAliveTimeoutBuffer } = server;
    if (!(keepAliveTimeout > 0) || !Number.isFinite(keepAliveTimeout)) return;
    this.idleSince = native.now();
    if (this.timer !== null) return;
    const patience = keepAliveTimeout + (keepAliveTimeoutBuffer >= 0 ? keepAliveTimeoutBuffer : 1000);
    this.timer = setTimeout(tooLong, patience, this, patience).unref();
  }

  writeFailed(errno) {
    const err = new ErrnoException(errno, 'write');
    nextTick(() => this.socket.destroy(err));
  }

  // release gives the handle back to the socket.
  release() {
    if (this.straight) native.release(this.handle);
    this.straight = false;
    this.socket.removeListener('pause', onPause);
    this.socket.removeListener('resume', onResume);
  }
}

function tooLong(connection, patience) {
  connection.timer = null;
  if (connection.gone || connection.idleSince === 0) return;
  const left = patience - (native.now() - connection.idleSince);
  if (left > 0) connection.timer = setTimeout(tooLong, left, connection, patience).unref();
  else Reflect.apply(onTimeout, connection.socket, []);
}

// ---- what the parser says

function onHead(connection, method, url, text, head) {
  const { server, socket } = connection;
  connection.idleSince = 0;
  if (socket.timeout) socket._unrefTimer();
  const req = new server._IncomingMessage(socket);
  req._text = text;
  req._head = head;
  req.url = url;
  req.method = method;
  if (server.joinDuplicateHeaders) req.joinDuplicateHeaders = true;
  connection.current = req;
  if ((head & bit.upgrade) !== 0) {
    req.upgrade = method === 'CONNECT' || Boolean(server.shouldUpgradeCallback(req));
    if (req.upgrade) return 2;
  }
  connection.incoming.push(req);
  if ((socket._writableState[kState] & kNeedDrain) !== 0 ||
      (connection.pending > 0 && connection.pending >= socket.writableHighWaterMark)) pause(socket);
  const res = respondTo(connection, req, head);
  if (refused(connection, req, res, head)) {
    // Answered already.
  } else if ((head & bit.expect) !== 0 && (head & version) === version11) {
    expecting(server, req, res);
  } else {
    server.emit('request', req, res);
  }
  if ((head & bit.hasBody) === 0) onComplete(connection, '');
  return 0;
}

function respondTo(connection, req, head) {
  const { server, socket } = connection;
  const Response = server._ServerResponse;
  const res = new Response(req, Response === ServerResponse && !server.rejectNonStandardBodyWrites ? undefined :
    { highWaterMark: socket.writableHighWaterMark, rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites });
  res._connection = connection;
  if ((head & bit.keepAlive) === 0) res._flags &= ~flag.keepAlive;
  else if ((head & version) !== version11) res._flags |= flag.keepAlive;
  if (serverStart.hasSubscribers) serverStart.publish({ request: req, response: res, socket, server });
  if (server._uniqueHeaders !== null) res._unique = server._uniqueHeaders;
  if (server._optimizeEmptyRequests && (head & bit.hasBody) === 0) req._dumpAndCloseReadable();
  if (socket._httpMessage === null) {
    socket._httpMessage = res;
    res._conn = socket;
    if (res._events !== undefined) res.emit('socket', socket);
  } else {
    res._onPendingData = (delta) => {
      connection.pending += delta;
      drained(connection);
    };
    connection.outgoing.push(res);
  }
  return res;
}

// refused answers what the server does not pass on.
function refused(connection, req, res, head) {
  const { server } = connection;
  if ((head & version) !== version11) return false;
  if ((head & bit.hasHost) === 0 && server.requireHostHeader) {
    res.writeHead(400, ['Connection', 'close']);
    res.end();
    return true;
  }
  const limit = server.maxRequestsPerSocket;
  if (!(limit > 0)) return false;
  connection.requests++;
  res.maxRequestsOnConnectionReached = limit <= connection.requests;
  if (limit >= connection.requests) return false;
  server.emit('dropRequest', req, connection.socket);
  res.writeHead(503);
  res.end();
  return true;
}

function expecting(server, req, res) {
  if (continueExpression.test(req.headers.expect)) {
    res._flags |= flag.expectContinue;
    if (server.listenerCount('checkContinue') > 0) {
      server.emit('checkContinue', req, res);
    } else {
      res.writeContinue();
      server.emit('request', req, res);
    }
  } else if (server.listenerCount('checkExpectation') > 0) {
    server.emit('checkExpectation', req, res);
  } else {
    res.writeHead(417);
    res.end();
  }
}

function onBody(connection, bytes) {
  const req = connection.current;
  if (connection.socket.timeout) connection.socket._unrefTimer();
  if (req === null || req._dumped) return;
  if (!req.push(Buffer.from(bytes))) readStop(connection.socket);
}

function onComplete(connection, trailers) {
  const req = connection.current;
  if (req === null) return;
  if (trailers !== '') req.rawTrailers = trailers.slice(0, -1).split('\0');
  bodyOver(req);
  if (req._awake || connection.socket.isPaused()) readStart(connection.socket);
}

function onFailure(connection, code, reason, at, bytes) {
  Reflect.apply(onError, connection.socket, [parseError(code, reason, at, Buffer.from(bytes))]);
}

// onUpgrade leaves the socket to who listens for it; rest is what came behind the head.
function onUpgrade(connection, rest) {
  const { server, socket, current: req } = connection;
  detach(connection);
  const event = req.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (server.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  socket.readableFlowing = null;
  server.emit(event, req, socket, Buffer.from(rest));
}

const callbacks = native.callbacks(onHead, onBody, onComplete, onFailure, onUpgrade);

function detach(connection) {
  const { socket } = connection;
  for (const [event, listener] of connection.listeners) socket.removeListener(event, listener);
  connection.release();
  connection.gone = true;
  native.free(connection.parser);
  connection.server._connections_.delete(connection);
  socket.parser = null;
  if (connection.timer !== null) clearTimeout(connection.timer);
}

// ---- what the socket says

function onTimeout() {
  const connection = this._httpConnection;
  const req = connection?.current;
  const byRequest = req && !req.complete && req.emit('timeout', this);
  const byResponse = this._httpMessage && this._httpMessage.emit('timeout', this);
  const byServer = this.server.emit('timeout', this);
  if (!byRequest && !byResponse && !byServer) this.destroy();
}

const plain = (status) => Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`, 'latin1');
const answers = { HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 };

function onError(err) {
  this.removeListener('error', onError);
  if (this.listenerCount('error', noop) === 0) this.on('error', noop);
  if (this.server.emit('clientError', err, this)) return;
  if (this.writable && (!this._httpMessage || !this._httpMessage._headerSent)) this.write(plain(answers[err.code] ?? 400));
  this.destroy(err);
}

function onClose(connection) {
  const { socket } = connection;
  connection.gone = true;
  native.free(connection.parser);
  connection.server._connections_.delete(connection);
  if (connection.timer !== null) clearTimeout(connection.timer);
  socket.parser = null;
  const { incoming, outgoing } = connection;
  while (incoming.length > 0) incoming.shift().destroy(new ConnResetException('aborted'));
  while (outgoing.length > 0) outgoing.shift().destroy(new ConnResetException('aborted'));
  if (socket._httpMessage) emitClose(socket._httpMessage);
}

function onEnd(connection) {
  const { server, socket, outgoing } = connection;
  const failure = native.finish(connection.parser);
  if (failure !== undefined) Reflect.apply(onError, socket, [parseError(failure[0], failure[1], 0)]);
  else if (!server.httpAllowHalfOpen) socket.end();
  else if (outgoing.length > 0) outgoing.at(-1)._last = true;
  else if (socket._httpMessage) socket._httpMessage._last = true;
  else socket.end();
}

function drained(connection) {
  const { socket } = connection;
  if (socket._paused && connection.pending <= socket.writableHighWaterMark) {
    socket._paused = false;
    socket.resume();
  }
  const message = socket._httpMessage;
  if (message && (message._flags & (flag.finished | flag.needDrain)) === flag.needDrain && message.writableLength === 0) {
    message._flags &= ~flag.needDrain;
    message.emit('drain');
  }
}

function pause(socket) {
  if (socket._paused) return;
  socket._paused = true;
  socket.pause();
}

function onResume() {
  if (this._paused) {
    this.pause();
    return;
  }
  const handle = this._handle;
  if (handle && !handle.reading) {
    handle.reading = true;
    handle.readStart();
  }
}

function onPause() {
  const handle = this._handle;
  if (handle?.reading) {
    handle.reading = false;
    handle.readStop();
  }
}

// Whoever adds a listener for the bytes of the socket gets them.
const listening = {};
for (const name of ['on', 'addListener', 'prependListener']) {
  listening[name] = function(event, listener) {
    const result = Reflect.apply(net.Socket.prototype[name], this, [event, listener]);
    const connection = this._httpConnection;
    if ((event === 'data' || event === 'readable') && connection && !connection.gone && listener !== connection.onData) {
      if (connection.straight) {
        connection.release();
        Reflect.apply(net.Socket.prototype.on, this, ['data', connection.onData]);
      }
    }
    return result;
  };
}

// serve is the 'connection' listener of a server.
function serve(socket) {
  const server = this;
  socket.server = server;
  if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
  const connection = new Connection(server, socket);
  server._connections_.add(connection);
  socket._httpConnection = connection;
  socket.parser = connection;
  socket._paused = false;
  socket._httpMessage ??= null;
  socket.timeout ??= 0;
  connection.onData = (bytes) => native.execute(connection.parser, bytes);
  connection.listeners = [
    ['timeout', onTimeout], ['error', onError], ['end', () => onEnd(connection)], ['close', () => onClose(connection)],
    ['drain', () => drained(connection)],
  ];
  const handle = native.consume(connection.parser, socket._handle);
  if (handle === undefined) connection.listeners.push(['data', connection.onData]);
  for (const [event, listener] of connection.listeners) socket.on(event, listener);
  if (handle !== undefined) {
    connection.handle = handle;
    connection.straight = true;
    socket.on('resume', onResume);
    socket.on('pause', onPause);
    Object.assign(socket, listening);
  }
  socket.setEncoding = refuseEncoding;
}

function refuseEncoding() {
  throw new ERR_HTTP_SOCKET_ENCODING();
}

// timedOut ends a connection whose request takes too long.
function timedOut(connection) {
  Reflect.apply(onError, connection.socket, [new ERR_HTTP_REQUEST_TIMEOUT()]);
}

module.exports = { serve, timedOut };
