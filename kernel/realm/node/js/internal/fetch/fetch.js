'use strict';
// fetch (fetch.spec.whatwg.org, 4 and 5.6), as far as a program without an origin sees it.

const { Buffer } = require('buffer');
const native = require('internal/http/native');
const { URL } = require('internal/url');
const { HeaderList } = require('internal/fetch/headers');
const { Body, extract } = require('internal/fetch/body');
const { Request, signalOf, stateOf: requestOf } = require('internal/fetch/request');
const { fromNetwork, newState, redirects, withoutBody } = require('internal/fetch/response');
const errors = require('internal/fetch/errors');
const client = require('internal/fetch/client');

function fetch(input, init = undefined) {
  const { promise, resolve, reject } = Promise.withResolvers();
  try {
    new Fetch(new Request(input, init), typeof input === 'object' && requestOf(input) !== undefined, resolve, reject).start();
  } catch (err) {
    reject(err);
  }
  return promise;
}

Object.defineProperty(fetch, 'length', { value: 1 });

class Fetch {
  // shared: the program has the request, too.
  constructor(request, shared, resolve, reject) {
    const state = requestOf(request);
    this.signal = signalOf(request);
    this.request = state;
    if (shared) this.request = { ...state, urls: [...state.urls], headers: HeaderList.copy(state.headers) };
    this.body = state.body;
    this.resolve = resolve;
    this.reject = reject;
    this.redirects = 0;
    this.connection = null;
    this.exchange = null;
    this.response = null; // its state, once the program has it
    this.onAbort = null;
  }

  start() {
    const { signal } = this;
    if (signal?.aborted) {
      this.reject(signal.reason);
      if (this.body !== null && this.body.hasStream) this.body.stream.cancel(signal.reason).catch(() => {});
      return;
    }
    if (signal !== null) {
      this.onAbort = () => this.abort(signal.reason);
      signal.addEventListener('abort', this.onAbort, { once: true });
    }
    const { headers } = this.request;
    if (!headers.has('accept')) headers.append('accept', '*/*');
    if (!headers.has('accept-language')) headers.append('accept-language', '*');
    this.go();
  }

  // abort ends it wherever it stands.
  abort(reason) {
    this.reject(reason);
    const { body, exchange, response } = this;
    if (this.connection !== null) this.connection.abort(exchange, reason);
    if (body !== null && body.whole === null && body.stream.locked === false) body.stream.cancel(reason).catch(() => {});
    response?.body?.abort(reason);
    this.finished();
  }

  finished() {
    if (this.onAbort !== null) this.signal.removeEventListener('abort', this.onAbort);
    this.onAbort = null;
  }

  fail(cause) {
    this.finished();
    this.reject(new TypeError('fetch failed', { cause: cause instanceof Error ? cause : new Error(cause) }));
  }

  go() {
    const url = this.request.urls.at(-1);
    switch (url.protocol) {
      case 'http:':
      case 'https:':
        if (badPorts.has(Number(url.port))) this.fail('bad port');
        else this.send(url);
        return;
      case 'data:': this.data(url); return;
      case 'blob:': this.blob(url); return;
      case 'about:': this.fail('about scheme is not supported'); return;
      case 'file:': this.fail('not implemented... yet...'); return;
      default: this.fail('unknown scheme');
    }
  }

  data(url) {
    const found = require('internal/fetch/mime').ofDataURL(url);
    if (found === null) {
      this.fail('failed to fetch the data URL');
      return;
    }
    const headers = new HeaderList();
    headers.append('content-type', found.type);
    this.succeed(newState({ statusText: 'OK', headers, body: Body.of(found.body, found.body) }));
  }

  blob(url) {
    const blob = require('internal/blob').resolveObjectURL(url.href);
    if (this.request.method !== 'GET') {
      this.fail('invalid method');
      return;
    }
    if (blob === undefined) {
      this.fail('invalid method');
      return;
    }
    const [body] = extract(blob);
    const headers = new HeaderList();
    headers.append('content-length', `${blob.size}`);
    headers.append('content-type', blob.type);
    this.succeed(newState({ statusText: 'OK', headers, body }));
  }

  succeed(state) {
    state.type = state.type === 'default' ? 'basic' : state.type;
    state.urls = this.request.urls;
    this.response = state;
    this.resolve(fromNetwork(state));
  }

  // send makes the request to url on a connection.
  send(url) {
    let exchange;
    try {
      exchange = exchangeOf(this.request, this.body, url);
    } catch (err) {
      this.fail(err);
      return;
    }
    exchange.onHead = (status, reason, text, feed) => this.onHead(url, status, reason, text, feed);
    exchange.onError = (err) => {
      if (exchange.aborted === undefined) this.fail(err);
    };
    exchange.again = () => { this.connection = client.send(exchange); };
    this.exchange = exchange;
    exchange.again();
  }

  onHead(url, status, statusText, text, feed) {
    const { redirect, method } = this.request;
    const headers = new HeaderList(text);
    if (redirects.has(status) && redirect !== 'manual' && (redirect === 'error' || headers.has('location'))) {
      feed.discard();
      this.connection = null;
      if (redirect === 'error') this.fail('unexpected redirect');
      else this.follow(url, status, headers);
      return;
    }
    const state = newState({ status, statusText, headers });
    if (withoutBody.has(status) || method === 'HEAD') {
      feed.discard();
    } else {
      const failure = decode(feed, text);
      if (failure !== undefined) {
        this.connection.abort(this.exchange, failure);
        this.fail(failure);
        return;
      }
      state.body = Body.from(feed);
    }
    this.succeed(state);
  }

  // follow goes where a redirect says.
  follow(url, status, headers) {
    const { request } = this;
    const target = locationOf(headers.get('location'), url);
    const refusal = this.refusal(url, status, target);
    if (refusal !== undefined) {
      this.fail(refusal);
      return;
    }
    this.redirects++;
    if (((status === 301 || status === 302) && request.method === 'POST') ||
        (status === 303 && request.method !== 'GET' && request.method !== 'HEAD')) {
      request.method = 'GET';
      this.body = null;
      for (const name of ['content-encoding', 'content-language', 'content-location', 'content-type', 'content-length']) {
        request.headers.delete(name);
      }
    }
    if (target.origin !== url.origin) {
      for (const name of ['authorization', 'proxy-authorization', 'cookie', 'host']) request.headers.delete(name);
    }
    if (this.body !== null && this.body.whole === null) [this.body] = extract(this.body.source);
    request.urls.push(target);
    this.go();
  }

  refusal(url, status, target) {
    if (target instanceof Error) return target;
    if (target.protocol !== 'http:' && target.protocol !== 'https:') return 'URL scheme must be a HTTP(S) scheme';
    if (this.redirects === 20) return 'redirect count exceeded';
    if (this.request.mode === 'cors' && (target.username || target.password) && target.origin !== url.origin) {
      return 'cross origin not allowed for request mode "cors"';
    }
    if (status !== 303 && this.body !== null && this.body.source === null) return new Error();
    return undefined;
  }
}

function locationOf(location, base) {
  // Servers send UTF-8 where Latin-1 is due.
  const text = /[\x80-\xff]/.test(location) ? Buffer.from(location, 'latin1').toString('utf8') : location;
  try {
    const target = new URL(text, base);
    if (target.hash === '') target.hash = base.hash;
    return target;
  } catch (err) {
    return err;
  }
}

// badPorts are not for HTTP (fetch.spec.whatwg.org, 2.9).
const badPorts = new Set([1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563,
  587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
  6697, 10080]);

// exchangeOf writes the head of a request.
function exchangeOf(request, body, url) {
  const headers = new Map(request.headers.map);
  const length = body === null ? null : body.length;
  const add = (name, value) => headers.set(name, { name, value });
  const usual = (name, value) => { if (!headers.has(name)) add(name, value); };
  if (length !== null) usual('content-length', `${length}`);
  else if (body === null && (request.method === 'POST' || request.method === 'PUT')) usual('content-length', '0');
  const referrer = request.referrer instanceof URL ? referrerFor(request.referrer, url, request.referrerPolicy) : undefined;
  if (referrer !== undefined) add('referer', referrer);
  add('sec-fetch-mode', request.mode);
  usual('user-agent', 'node');
  const conditional = ['if-modified-since', 'if-none-match', 'if-unmodified-since', 'if-match', 'if-range'].some((name) => headers.has(name));
  const cache = request.cache === 'default' && conditional ? 'no-store' : request.cache;
  if (cache === 'no-cache') usual('cache-control', 'max-age=0');
  if (cache === 'no-store' || cache === 'reload') {
    usual('pragma', 'no-cache');
    usual('cache-control', 'no-cache');
  }
  if (headers.has('range')) add('accept-encoding', 'identity');
  usual('accept-encoding', url.protocol === 'https:' ? 'br, gzip, deflate' : 'gzip, deflate');
  return {
    origin: url.origin,
    protocol: url.protocol,
    hostname: url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    method: request.method,
    head: Buffer.from(headOf(request, headers, url, body), 'latin1'),
    bytes: body === null ? null : body.whole,
    stream: body === null || body.whole !== null ? null : body.stream,
    length: contentLength(headers, length),
    keepAlive: connectionOf(headers.get('connection')?.value ?? 'keep-alive') === 'keep-alive',
    aborted: undefined,
  };
}

function contentLength(headers, length) {
  const value = headers.get('content-length')?.value;
  if (value === undefined) return null;
  const number = Number.parseInt(value, 10);
  if (!Number.isFinite(number)) throw new errors.InvalidArgumentError('invalid content-length header');
  if (length !== null && number !== length) throw new errors.RequestContentLengthMismatchError();
  return number;
}

// referrerFor is "determine request's referrer" (w3c.github.io/webappsec-referrer-policy, 8.3).
function referrerFor(referrer, url, policy) {
  const origin = `${referrer.origin}/`;
  const full = `${origin}${referrer.pathname.slice(1)}${referrer.search}`;
  const same = referrer.origin === url.origin;
  const down = referrer.protocol === 'https:' && url.protocol !== 'https:';
  switch (policy) {
    case 'no-referrer': return undefined;
    case 'origin': return origin;
    case 'unsafe-url': return full;
    case 'same-origin': return same ? full : undefined;
    case 'origin-when-cross-origin': return same ? full : origin;
    case 'strict-origin': return down ? undefined : origin;
    case 'no-referrer-when-downgrade': return down ? undefined : full;
    default: return same ? full : down ? undefined : origin;
  }
}

const unwanted = new Set(['transfer-encoding', 'keep-alive', 'upgrade']);

function headOf(request, headers, url, body) {
  const { pathname, search, href, hash } = url;
  const mark = search === '' && href[href.length - hash.length - 1] === '?' ? '?' : '';
  let connection = 'keep-alive';
  let lines = '';
  let host = url.host;
  let length;
  for (const [key, { name, value }] of headers) {
    if (unwanted.has(key)) throw new errors.InvalidArgumentError(`invalid ${key} header`);
    if (key === 'expect') throw new errors.NotSupportedError('expect header not supported');
    if (key === 'host') host = value;
    else if (key === 'content-length') length = value;
    else if (key === 'connection') connection = connectionOf(value);
    else if (key === 'set-cookie') for (const cookie of request.headers.cookies) lines += `${name}: ${cookie}\r\n`;
    else lines += `${name}: ${value}\r\n`;
  }
  const framing = length !== undefined ? `content-length: ${length}\r\n` : body === null ? '' : 'transfer-encoding: chunked\r\n';
  return `${request.method} ${pathname}${search}${mark} HTTP/1.1\r\nhost: ${host}\r\nconnection: ${connection}\r\n${lines}${framing}\r\n`;
}

const connectionOf = (value) => (value.toLowerCase().split(',').some((one) => one.trim() === 'close') ? 'close' : 'keep-alive');

// decode puts the decoders of a content-encoding in front of a feed; an error refuses the response.
function decode(feed, text) {
  if (native.headerIn(text, 'content-encoding') === undefined) return undefined;
  const value = new HeaderList(text).get('content-encoding');
  const codings = value.toLowerCase().split(',').map((one) => one.trim());
  if (codings.length > 5) return new Error(`too many content-encodings in response: ${codings.length}, maximum allowed is 5`);
  if (!codings.every((one) => decoders[one] !== undefined)) return undefined;
  feed.decodeBy(codings.reverse().map((one) => decoders[one](require('zlib'))));
  return undefined;
}

const gunzip = (zlib) => zlib.createGunzip({ flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH });
const decoders = {
  __proto__: null,
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: (zlib) => inflate(zlib, { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH }),
  br: (zlib) => zlib.createBrotliDecompress({
    flush: zlib.constants.BROTLI_OPERATION_FLUSH, finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
  }),
};

// inflate takes deflate with and without zlib's head: servers send both.
function inflate(zlib, options) {
  const { Transform } = require('stream');
  let inner = null;
  return new Transform({
    transform(chunk, encoding, callback) {
      if (inner === null) {
        inner = (chunk[0] & 15) === 8 ? zlib.createInflate(options) : zlib.createInflateRaw(options);
        inner.on('data', (data) => this.push(data));
        inner.on('end', () => this.push(null));
        inner.on('error', (err) => this.destroy(err));
      }
      inner.write(chunk, encoding, callback);
    },
    final(callback) {
      inner?.end();
      callback();
    },
  });
}

module.exports = { fetch };
