'use strict';
// The network under fetch: connections that are kept for the next request to the same origin, one request at a time on each.
//
//	send(exchange) ──> idle connection of the origin, or a new one ──> head and body ──> onHead, a Feed, its end ──> idle
//
// A connection's bytes go from its handle to the parser in Go. An idle one holds nothing alive and is closed before the
// server would.

const { Buffer } = require('buffer');
const net = require('net');
const { setInterval, clearInterval } = require('timers');
const native = require('internal/http/native');
const errors = require('internal/fetch/errors');
const { Feed } = require('internal/fetch/feed');

const connectTimeout = 10_000;
const headersTimeout = 300_000;
const bodyTimeout = 300_000;
const idleTimeout = 4000;
const idleLongest = 600_000;
const idleMargin = 1000; // a server's hint is its own time; ours must be over before

const idle = new Map(); // origin -> idle connections, the last used last
const all = new Set();
let watch = null;

// An Exchange is one request on its way and its response:
// { origin, protocol, hostname, port, head, bytes or stream, length, method, onHead(status, reason, text, feed), onError(err) }
function send(exchange) {
  const list = idle.get(exchange.origin);
  let connection;
  while (connection === undefined && list?.length > 0) {
    connection = list.pop();
    if (connection.socket.destroyed || native.hasEnded(connection.handle)) connection = undefined;
  }
  connection ??= new Connection(exchange);
  connection.take(exchange);
  return connection;
}

class Connection {
  origin; socket; parser;
  exchange = null;
  feed = null;
  handle; // the handle that the parser consumes, undefined: bytes come as 'data'
  connected = false;
  reused = false;
  keepAlive = true;
  answered = false; // the response is complete
  written = false; // the request is
  paused = false;
  since = native.now(); // the last sign of life
  until = 0; // when an idle one is closed
  hold = undefined;

  constructor({ origin, protocol, hostname, port, tls }) {
    this.origin = origin;
    this.socket = protocol === 'https:' ? secure(hostname, port, tls) : net.connect({ host: hostname, port, noDelay: true, keepAlive: true });
    this.parser = native.parser(callbacks, this, true, 0, false);
    this.socket.on(protocol === 'https:' ? 'secureConnect' : 'connect', () => this.onConnect());
    this.socket.on('error', (err) => this.onError(err));
    this.socket.on('end', () => this.onEnd());
    this.socket.on('close', () => this.onClose());
    this.socket.on('drain', () => this.drained?.());
    all.add(this);
    watch ??= setInterval(lookAround, 500).unref();
  }

  take(exchange) {
    this.reused = this.answered;
    this.exchange = exchange;
    this.answered = this.written = false;
    this.since = native.now();
    this.until = 0;
    this.hold = native.hold();
    this.socket.ref();
    if (this.connected) this.request();
  }

  onConnect() {
    this.connected = true;
    this.handle = native.consume(this.parser, this.socket._handle);
    if (this.handle === undefined) this.socket.on('data', (bytes) => native.execute(this.parser, bytes));
    if (this.exchange !== null) this.request();
  }

  // request writes head and body.
  request() {
    const { head, bytes, stream } = this.exchange;
    if (stream === null) {
      this.socket.write(bytes === null ? head : Buffer.concat([head, bytes]));
      this.written = true;
      return;
    }
    this.socket.write(head);
    this.pour(this.exchange, stream).then(undefined, (err) => this.fail(err));
  }

  // pour writes a stream, in chunks if its length is not known.
  async pour(exchange, stream) {
    let left = exchange.length;
    const reader = stream.getReader();
    for (;;) {
      const { done, value: chunk } = await reader.read();
      if (done) break;
      if (this.exchange !== exchange || this.socket.destroyed) return;
      if (!(chunk instanceof Uint8Array)) throw new TypeError('Received non-Uint8Array chunk');
      if (left !== null && (left -= chunk.byteLength) < 0) throw new errors.RequestContentLengthMismatchError();
      this.since = native.now();
      const more = this.socket.write(left === null ? Buffer.from(native.frame(chunk, null)) : chunk);
      if (!more) await new Promise((resolve) => { this.drained = resolve; });
    }
    if (this.exchange !== exchange || this.socket.destroyed) return;
    if (left > 0) throw new errors.RequestContentLengthMismatchError();
    if (left === null) this.socket.write('0\r\n\r\n');
    this.written = true;
    if (this.answered) this.over();
  }

  // over is the end of an exchange.
  over() {
    this.exchange = this.feed = null;
    native.letGo(this.hold);
    if (!this.keepAlive || this.socket.destroyed || native.hasEnded(this.handle)) {
      this.socket.destroy();
      return;
    }
    this.socket.unref();
    let list = idle.get(this.origin);
    if (list === undefined) idle.set(this.origin, list = []);
    list.push(this);
  }

  pause() {
    if (this.paused || this.socket.destroyed) return;
    this.paused = true;
    native.letGo(this.hold);
    if (this.handle === undefined) this.socket.pause();
    else this.socket._handle?.readStop();
  }

  resume() {
    if (!this.paused || this.socket.destroyed) return;
    this.paused = false;
    this.since = native.now();
    this.hold = native.hold();
    if (this.handle === undefined) this.socket.resume();
    else this.socket._handle?.readStart();
  }

  // fail ends the exchange, and with it the connection.
  fail(err) {
    const { exchange, feed } = this;
    this.exchange = this.feed = null;
    native.letGo(this.hold);
    this.socket.destroy();
    if (feed !== null) feed.fail(exchange.aborted ?? terminated(err));
    else if (exchange !== null && this.mayTryAgain(exchange, err)) exchange.again();
    else if (exchange !== null) exchange.onError(err);
  }

  // mayTryAgain: the server closed a kept connection in the very moment in which it was used again.
  mayTryAgain(exchange, err) {
    return this.reused && exchange.aborted === undefined && (exchange.method === 'GET' || exchange.method === 'HEAD') &&
      (err instanceof errors.SocketError || err?.code === 'ECONNRESET' || err?.code === 'EPIPE');
  }

  // abort is fail for a program that does not want it any more.
  abort(exchange, reason) {
    if (this.exchange !== exchange) return;
    exchange.aborted = reason;
    this.fail(reason);
  }

  onError(err) {
    if (this.exchange !== null) this.fail(err);
  }

  onEnd() {
    const failure = native.finish(this.parser);
    if (this.exchange === null) {
      this.socket.destroy();
      return;
    }
    if (failure === undefined && this.answered) return;
    this.fail(new errors.SocketError('other side closed', socketInfo(this.socket)));
  }

  onClose() {
    all.delete(this);
    native.free(this.parser);
    const list = idle.get(this.origin);
    const at = list?.indexOf(this) ?? -1;
    if (at !== -1) list.splice(at, 1);
    if (list?.length === 0) idle.delete(this.origin);
    if (this.exchange !== null) this.fail(new errors.SocketError('other side closed', socketInfo(this.socket)));
    if (all.size > 0 || watch === null) return;
    clearInterval(watch);
    watch = null;
  }
}

const terminated = (err) => new TypeError('terminated', { cause: err });

function socketInfo(socket) {
  const { localAddress, localPort, remoteAddress, remotePort, remoteFamily, timeout, bytesWritten, bytesRead } = socket;
  return { localAddress, localPort, remoteAddress, remotePort, remoteFamily, timeout, bytesWritten, bytesRead };
}

function secure(hostname, port, options) {
  const servername = net.isIP(hostname) ? undefined : hostname;
  return require('tls').connect({ host: hostname, port, servername, ALPNProtocols: ['http/1.1'], noDelay: true, keepAlive: true, ...options });
}

// ---- what the parser says

function onHead(connection, status, reason, text, head) {
  const { exchange } = connection;
  if (exchange === null) {
    // Nobody asked for this.
    connection.socket.destroy();
    return 0;
  }
  connection.since = native.now();
  if (status < 200 && status !== 101) return 1;
  connection.keepAlive = (head & 1) !== 0 && exchange.keepAlive;
  connection.until = patience(connection, text);
  const feed = new Feed({
    pause: () => connection.exchange === exchange && connection.pause(),
    resume: () => connection.exchange === exchange && connection.resume(),
    cancel: (why) => connection.abort(exchange, why),
  });
  connection.feed = feed;
  exchange.onHead(status, reason, text, feed);
  return exchange.method === 'HEAD' || connection.exchange !== exchange ? 1 : 0;
}

// patience is how long a connection may be idle after this response.
function patience(connection, text) {
  if (!connection.keepAlive) return 0;
  const hint = native.headerIn(text, 'keep-alive');
  const seconds = hint === undefined ? NaN : Number.parseInt(hint.slice(hint.indexOf('timeout=') + 8), 10);
  const ms = Number.isNaN(seconds) ? idleTimeout : Math.min(seconds * 1000 - idleMargin, idleLongest);
  if (ms <= 0) connection.keepAlive = false;
  return ms;
}

function onBody(connection, bytes) {
  connection.since = native.now();
  connection.feed?.push(Buffer.from(bytes));
}

function onComplete(connection) {
  const { feed } = connection;
  if (feed === null) return;
  connection.answered = true;
  const wait = connection.until;
  connection.until = native.now() + wait;
  connection.feed = null;
  if (connection.written) connection.over();
  else connection.keepAlive = false;
  feed.end();
  if (!connection.written) connection.over();
}

function onFailure(connection, code, reason, at, bytes) {
  const what = code === 'HPE_HEADER_OVERFLOW' ? new errors.HeadersOverflowError() :
    new errors.HTTPParserError(`Response does not match the HTTP/1.1 protocol (${reason})`, Buffer.from(bytes).subarray(at));
  if (connection.exchange === null) connection.socket.destroy();
  else connection.fail(what);
}

function onUpgrade(connection) {
  connection.fail(new errors.SocketError('bad upgrade', socketInfo(connection.socket)));
}

const callbacks = native.callbacks(onHead, onBody, onComplete, onFailure, onUpgrade);

// lookAround closes what has been idle, or silent, for too long.
function lookAround() {
  const now = native.now();
  for (const connection of [...all]) {
    const silence = now - connection.since;
    if (connection.exchange === null) {
      if (now >= connection.until) connection.socket.destroy();
    } else if (!connection.connected) {
      if (silence >= connectTimeout) connection.fail(connectError(connection));
    } else if (connection.feed === null) {
      if (silence >= headersTimeout && connection.written) connection.fail(new errors.HeadersTimeoutError());
    } else if (silence >= bodyTimeout && !connection.paused) {
      connection.fail(new errors.BodyTimeoutError());
    }
  }
}

function connectError({ exchange: { hostname, port }, socket }) {
  const tried = socket.autoSelectFamilyAttemptedAddresses;
  return new errors.ConnectTimeoutError(`Connect Timeout Error (attempted address${tried?.length > 1 ? 'es' : ''}: ` +
    `${tried?.join(', ') ?? `${hostname}:${port}`}, timeout: ${connectTimeout}ms)`);
}

module.exports = { send };
