'use strict';
// WebSocket (websockets.spec.whatwg.org): the handshake is a request of http, what follows are frames. No compression is
// offered to the server, which Node does.

const { Buffer } = require('buffer');
const { Blob, isBlob } = require('internal/blob');
const { DOMException } = require('internal/domexception');
const { EventTarget, Event, defineEventHandler } = require('internal/event_target');
const { MessageEvent } = require('internal/messaging');
const { enumerable, tag } = require('internal/shape');
const { isAnyArrayBuffer } = require('internal/types');
const { URL } = require('internal/url');
const { brand, byteString, domString, isObject, need, usvString } = require('internal/fetch/convert');
const { Headers, headersInit, listOf } = require('internal/fetch/headers');
const { CloseEvent, ErrorEvent } = require('internal/websocket/events');
const { Frames, frame, opcode } = require('internal/websocket/frames');

const state = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };
const closeTimeout = 3000; // how long the server has to close the connection

class WebSocket extends EventTarget {
  #url;
  #protocols;
  #state = state.CONNECTING;
  #socket = null;
  #request = null;
  #binaryType = 'blob';
  #protocol = '';
  #buffered = 0;
  #sentClose = false;
  #gotClose = null; // { code, reason }
  #sending = Promise.resolve(); // blobs are read one after the other
  #blobs = 0;

  constructor(url, protocols = []) {
    need(arguments, 1, 'WebSocket constructor');
    super();
    const options = isObject(protocols) && !(Symbol.iterator in protocols) ? protocols : { protocols };
    this.#protocols = protocolsOf(options.protocols ?? []);
    this.#url = parse(usvString(url));
    if (new Set(this.#protocols.map((one) => one.toLowerCase())).size !== this.#protocols.length ||
        !this.#protocols.every((one) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(one))) {
      throw new DOMException('Invalid Sec-WebSocket-Protocol value', 'SyntaxError');
    }
    this.#connect(options.headers == null ? new Headers() : new Headers(headersInit(options.headers, 'WebSocket constructor', 'headers')));
  }

  #connect(headers) {
    const secure = this.#url.protocol === 'wss:';
    const { hostname, port, pathname, search } = this.#url;
    const key = require('crypto').randomBytes(16).toString('base64');
    const own = { Connection: 'upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': key, 'Sec-WebSocket-Version': '13' };
    if (this.#protocols.length > 0) own['Sec-WebSocket-Protocol'] = this.#protocols.join(', ');
    const request = require(secure ? 'https' : 'http').request({
      host: hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
      port: port === '' ? (secure ? 443 : 80) : port,
      path: pathname + search,
      agent: false,
      headers: { ...listOf(headers).entries, ...own },
    });
    this.#request = request;
    request.on('upgrade', (response, socket, head) => this.#onUpgrade(response, socket, head, key));
    request.on('response', (response) => {
      response.on('error', () => {});
      request.destroy();
      this.#onEnd();
    });
    request.on('error', () => this.#onEnd());
    request.end();
  }

  #onUpgrade({ statusCode, headers }, socket, head, key) {
    const digest = require('crypto').createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    const protocol = headers['sec-websocket-protocol'];
    socket.on('error', () => { this.#state = state.CLOSING; socket.destroy(); });
    const right = statusCode === 101 && headers.upgrade?.toLowerCase() === 'websocket' && headers.connection?.toLowerCase() === 'upgrade' &&
      headers['sec-websocket-accept'] === digest && headers['sec-websocket-extensions'] === undefined &&
      (protocol === undefined ? this.#protocols.length === 0 : this.#protocols.includes(protocol));
    if (!right || this.#state !== state.CONNECTING) {
      socket.destroy();
      this.#onEnd();
      return;
    }
    this.#socket = socket;
    this.#protocol = protocol ?? '';
    const frames = new Frames({
      onMessage: (code, bytes) => this.#onMessage(code, bytes),
      onControl: (code, bytes) => this.#onControl(code, bytes),
      onError: (code, text) => this.#fail(code, text),
    });
    socket.on('data', (bytes) => frames.push(bytes));
    socket.on('close', () => this.#onEnd());
    socket.on('end', () => socket.end());
    this.#state = state.OPEN;
    this.dispatchEvent(new Event('open'));
    if (head.length > 0) frames.push(head);
  }

  #onMessage(code, bytes) {
    if (this.#state !== state.OPEN) return true;
    let data;
    if (code === opcode.text) {
      try {
        data = new (require('internal/encoding').TextDecoder)('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {
        this.#fail(1007, 'Received invalid UTF-8 in text frame.');
        return false;
      }
    } else {
      data = this.#binaryType === 'blob' ? new Blob([bytes]) : new Uint8Array(bytes).buffer;
    }
    this.dispatchEvent(new MessageEvent('message', { data, origin: this.#url.origin }));
    return true;
  }

  #onControl(code, bytes) {
    if (code === opcode.ping && this.#gotClose === null && !this.#socket.destroyed) this.#socket.write(frame(opcode.pong, bytes));
    if (code !== opcode.close) return true;
    const number = bytes.length >= 2 ? bytes.readUInt16BE(0) : undefined;
    if (bytes.length === 1 || (number !== undefined && !isStatus(number))) {
      this.#fail(1002, 'Received close frame with an invalid body.');
      return false;
    }
    this.#gotClose = { code: number ?? 1005, reason: bytes.subarray(2).toString() };
    if (!this.#sentClose) {
      this.#sentClose = true;
      this.#socket.write(frame(opcode.close, bytes.subarray(0, 2)));
    }
    this.#state = state.CLOSING;
    this.#socket.end();
    return false;
  }

  // #fail ends the connection because of what the server did.
  #fail(code, reason) {
    if (this.#state === state.OPEN) this.#startClose(code, reason);
    this.#socket.destroy();
  }

  #startClose(code, reason) {
    const text = Buffer.from(reason);
    const body = Buffer.alloc(code === null ? 0 : 2 + text.length);
    if (code !== null) {
      body.writeUInt16BE(code, 0);
      text.copy(body, 2);
    }
    this.#socket.write(frame(opcode.close, body));
    this.#sentClose = true;
    this.#state = state.CLOSING;
    const { socket } = { socket: this.#socket };
    const timer = setTimeout(() => socket.destroy(), closeTimeout);
    timer.unref();
    socket.once('close', () => clearTimeout(timer));
  }

  // #onEnd is the end of it, however it came about.
  #onEnd() {
    if (this.#state === state.CLOSED) return;
    this.#state = state.CLOSED;
    const { code, reason } = this.#gotClose ?? { code: 1006, reason: '' };
    if (this.#gotClose === null) this.dispatchEvent(new ErrorEvent('error', { error: new TypeError(reason) }));
    this.dispatchEvent(new CloseEvent('close', { wasClean: this.#sentClose && this.#gotClose !== null, code, reason }));
  }

  close(code = undefined, reason = undefined) {
    brand(#state in this);
    const number = code === undefined ? null : Math.min(Math.max(Math.round(Number(code)) || 0, 0), 65535);
    const text = reason === undefined ? '' : usvString(reason);
    if (number !== null && number !== 1000 && (number < 3000 || number > 4999)) {
      throw new DOMException('invalid code', 'InvalidAccessError');
    }
    const length = Buffer.byteLength(text);
    if (length > 123) throw new DOMException(`Reason must be less than 123 bytes; received ${length}`, 'SyntaxError');
    if (this.#state === state.CONNECTING) {
      this.#request.destroy();
      this.#onEnd();
    } else if (this.#state === state.OPEN) {
      this.#startClose(number ?? (text === '' ? null : 1000), text);
    }
  }

  send(data) {
    brand(#state in this);
    need(arguments, 1, 'WebSocket.send');
    const value = isBlob(data) || isAnyArrayBuffer(data) || ArrayBuffer.isView(data) ? data : usvString(data);
    if (this.#state === state.CONNECTING) throw new DOMException('Sent before connected.', 'InvalidStateError');
    if (this.#state !== state.OPEN) return;
    if (isBlob(value) || this.#blobs > 0) this.#sendLater(value);
    else this.#write(typeof value === 'string' ? opcode.text : opcode.binary, bytesOf(value));
  }

  #write(code, bytes) {
    this.#buffered += bytes.length;
    this.#socket.write(frame(code, bytes), () => { this.#buffered -= bytes.length; });
  }

  // #sendLater keeps the order when a blob has to be read first.
  #sendLater(value) {
    this.#blobs++;
    const bytes = isBlob(value) ? value.arrayBuffer() : bytesOf(value);
    this.#sending = this.#sending.then(() => bytes).then((ready) => {
      this.#blobs--;
      if (this.#state === state.OPEN) this.#write(typeof value === 'string' ? opcode.text : opcode.binary, bytesOf(ready));
    });
  }

  get readyState() {
    brand(#state in this);
    return this.#state;
  }

  get bufferedAmount() {
    brand(#state in this);
    return this.#buffered;
  }

  get url() {
    brand(#state in this);
    return this.#url.href;
  }

  get extensions() {
    brand(#state in this);
    return '';
  }

  get protocol() {
    brand(#state in this);
    return this.#protocol;
  }

  get binaryType() {
    brand(#state in this);
    return this.#binaryType;
  }

  set binaryType(type) {
    brand(#state in this);
    this.#binaryType = type === 'arraybuffer' ? 'arraybuffer' : 'blob';
  }
}

function bytesOf(value) {
  if (typeof value === 'string') return Buffer.from(value);
  return ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.from(value);
}

function protocolsOf(value) {
  if (!isObject(value)) return [domString(value, 'WebSocket constructor', 'protocols')];
  return [...value].map((one) => byteString(domString(one, 'WebSocket constructor', 'protocols'), 'WebSocket constructor', 'protocols'));
}

function parse(text) {
  let url;
  try {
    url = new URL(text);
  } catch (err) {
    throw new DOMException(err, 'SyntaxError');
  }
  if (url.protocol === 'http:') url.protocol = 'ws:';
  else if (url.protocol === 'https:') url.protocol = 'wss:';
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') throw new DOMException('expected a ws: or wss: url', 'SyntaxError');
  if (url.hash !== '' || url.href.endsWith('#')) throw new DOMException('hash', 'SyntaxError');
  return url;
}

// isStatus tells whether a close frame may carry a code (RFC 6455, 7.4).
const isStatus = (code) => (code >= 1000 && code < 1015 ? code < 1004 || code > 1006 : code >= 3000 && code <= 4999);

for (const name of ['open', 'error', 'close', 'message']) defineEventHandler(WebSocket.prototype, name);
for (const holder of [WebSocket, WebSocket.prototype]) {
  for (const [name, value] of Object.entries(state)) Object.defineProperty(holder, name, { value, enumerable: true });
}
enumerable(WebSocket.prototype, 'close', 'send', 'readyState', 'bufferedAmount', 'url', 'extensions', 'protocol', 'binaryType');
tag(WebSocket);

module.exports = { WebSocket };
