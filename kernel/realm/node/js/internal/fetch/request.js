'use strict';
// Request (fetch.spec.whatwg.org, 5.4).

const { customInspect, enumerable, tag } = require('internal/shape');
const { inspect } = require('internal/inspect');
const { AbortController, AbortSignal } = require('internal/abort_controller');
const { URL } = require('internal/url');
const { brand, byteString, dictionary, domString, fail, need, oneOf, show, usvString } = require('internal/fetch/convert');
const { HeaderList, fill, guardOf, headersInit, makeHeaders } = require('internal/fetch/headers');
const { Body, bodyInit, extract, mixin } = require('internal/fetch/body');
const native = require('internal/http/native');

const kSecret = Symbol('secret');

const initConverters = {
  body: (value, ...rest) => (value === null ? null : bodyInit(value, ...rest)),
  cache: oneOf('default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'),
  credentials: oneOf('omit', 'same-origin', 'include'),
  dispatcher: (value) => value,
  duplex: oneOf('half'),
  headers: headersInit,
  integrity: domString,
  keepalive: Boolean,
  method: byteString,
  mode: oneOf('navigate', 'same-origin', 'no-cors', 'cors'),
  priority: oneOf('high', 'low', 'auto'),
  redirect: oneOf('follow', 'manual', 'error'),
  referrer: usvString,
  referrerPolicy: oneOf('', 'no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin',
    'origin-when-cross-origin', 'strict-origin-when-cross-origin', 'unsafe-url'),
  signal: (value) => {
    if (value === null || value instanceof AbortSignal) return value;
    throw fail('RequestInit', `Expected signal ("${show(value)}") to be an instance of AbortSignal.`);
  },
  window: (value) => value,
};

const usual = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);
const forbidden = new Set(['CONNECT', 'TRACE', 'TRACK']);

function methodOf(method) {
  if (usual.has(method)) return method;
  if (!native.isToken(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  const upper = method.toUpperCase();
  if (forbidden.has(upper)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  if (method === 'patch') {
    process.emitWarning('Using `patch` is highly likely to result in a `405 Method Not Allowed`. `PATCH` is much more likely to succeed.',
      { code: 'UNDICI-FETCH-patch' });
  }
  return usual.has(upper) ? upper : method;
}

function parse(input) {
  let url;
  try {
    url = new URL(input);
  } catch (err) {
    throw new TypeError(`Failed to parse URL from ${input}`, { cause: err });
  }
  if (url.username || url.password) {
    throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${input}`);
  }
  return url;
}

function newState(members) {
  return {
    method: 'GET', urls: [], headers: null, body: null, mode: 'no-cors', credentials: 'same-origin', cache: 'default', redirect: 'follow',
    referrer: 'client', referrerPolicy: '', integrity: '', keepalive: false, duplex: 'half', ...members,
  };
}

let stateOf;
let signalOf;

class Request {
  #state;
  #headers;
  #signal;
  #abort; // makes #signal, when somebody asks for it

  static {
    stateOf = (value) => (typeof value === 'object' && value !== null && #state in value ? value.#state : undefined);
    // signalOf is the signal the program gave, null if none: fetch need not make another.
    signalOf = (request) => request.#signal ?? request.#abort;
  }

  constructor(input, init = undefined, signal = undefined, guard = undefined) {
    if (input === kSecret) {
      this.#state = init;
      this.#signal = signal;
      this.#headers = makeHeaders(init.headers, guard);
      return;
    }
    need(arguments, 1, 'Request constructor');
    const from = stateOf(input);
    const text = from === undefined ? usvString(input) : undefined;
    const options = dictionary(init, initConverters, undefined, undefined);
    const state = from === undefined ? newState({ urls: [parse(text)], mode: 'cors' }) : newState({ ...from, urls: [...from.urls], body: null });
    this.#abort = options.signal === undefined ? (from === undefined ? null : input.signal) : options.signal;
    const changed = Object.keys(options).length > 0;
    if (options.window != null) throw new TypeError("'window' option 'client' must be null");
    if (changed) Object.assign(state, { referrer: 'client', referrerPolicy: '', urls: [state.urls.at(-1)] });
    choose(state, options);
    this.#state = state;
    state.headers = from === undefined ? new HeaderList() : HeaderList.copy(from.headers);
    this.#headers = makeHeaders(state.headers, 'request');
    if (options.mode === 'no-cors' && !['GET', 'HEAD', 'POST'].includes(state.method)) {
      throw new TypeError(`'${state.method} is unsupported in no-cors mode.`);
    }
    if (options.headers !== undefined) {
      const given = options.headers;
      const list = given instanceof HeaderList ? HeaderList.copy(given) : given;
      state.headers.clear();
      fill(this.#headers, list);
    }
    state.body = chooseBody(state, options, from);
  }

  get method() {
    brand(#state in this);
    return this.#state.method;
  }

  get url() {
    brand(#state in this);
    return this.#state.urls.at(-1).href;
  }

  get headers() {
    brand(#state in this);
    return this.#headers;
  }

  get destination() {
    brand(#state in this);
    return '';
  }

  get referrer() {
    brand(#state in this);
    const { referrer } = this.#state;
    return referrer === 'no-referrer' ? '' : referrer === 'client' ? 'about:client' : referrer.toString();
  }

  get referrerPolicy() {
    brand(#state in this);
    return this.#state.referrerPolicy;
  }

  get mode() {
    brand(#state in this);
    return this.#state.mode;
  }

  get credentials() {
    brand(#state in this);
    return this.#state.credentials;
  }

  get cache() {
    brand(#state in this);
    return this.#state.cache;
  }

  get redirect() {
    brand(#state in this);
    return this.#state.redirect;
  }

  get integrity() {
    brand(#state in this);
    return this.#state.integrity;
  }

  get keepalive() {
    brand(#state in this);
    return this.#state.keepalive;
  }

  get isReloadNavigation() {
    brand(#state in this);
    return false;
  }

  get isHistoryNavigation() {
    brand(#state in this);
    return false;
  }

  get signal() {
    brand(#state in this);
    if (this.#signal === undefined) this.#signal = follow(this.#abort);
    return this.#signal;
  }

  get body() {
    brand(#state in this);
    return this.#state.body === null ? null : this.#state.body.stream;
  }

  get bodyUsed() {
    brand(#state in this);
    return this.#state.body !== null && this.#state.body.used;
  }

  get duplex() {
    brand(#state in this);
    return 'half';
  }

  clone() {
    brand(#state in this);
    const state = this.#state;
    if (state.body?.unusable) throw new TypeError('unusable');
    const copy = newState({ ...state, urls: [...state.urls], headers: HeaderList.copy(state.headers), body: state.body?.clone() ?? null });
    return new Request(kSecret, copy, follow(this.signal), guardOf(this.#headers));
  }

  [customInspect](depth, options) {
    const { method, url, headers, destination, referrer, referrerPolicy, mode, credentials, cache, redirect, integrity, keepalive,
      isReloadNavigation, isHistoryNavigation, signal } = this;
    return `Request ${inspect({ method, url, headers, destination, referrer, referrerPolicy, mode, credentials, cache, redirect,
      integrity, keepalive, isReloadNavigation, isHistoryNavigation, signal }, { ...options, depth: options.depth ?? 2 })}`;
  }
}

// follow makes a signal that is aborted when another one is.
function follow(signal) {
  const controller = new AbortController();
  if (signal == null) return controller.signal;
  if (signal.aborted) controller.abort(signal.reason);
  else signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  return controller.signal;
}

// choose takes the options over into the state.
function choose(state, options) {
  if (options.referrer !== undefined) state.referrer = referrerOf(options.referrer);
  if (options.mode === 'navigate') throw fail('Request constructor', 'invalid request mode navigate.');
  for (const name of ['referrerPolicy', 'mode', 'credentials', 'cache', 'redirect', 'integrity', 'keepalive']) {
    if (options[name] !== undefined) state[name] = options[name];
  }
  if (state.cache === 'only-if-cached' && state.mode !== 'same-origin') {
    throw new TypeError("'only-if-cached' can be set only with 'same-origin' mode");
  }
  if (options.method !== undefined) state.method = methodOf(options.method);
}

function referrerOf(referrer) {
  if (referrer === '') return 'no-referrer';
  try {
    const url = new URL(referrer);
    return url.protocol === 'about:' && url.pathname === 'client' ? 'client' : url;
  } catch (err) {
    throw new TypeError(`Referrer "${referrer}" is not a valid URL.`, { cause: err });
  }
}

function chooseBody(state, options, from) {
  const inherited = from?.body ?? null;
  if ((options.body != null || inherited !== null) && (state.method === 'GET' || state.method === 'HEAD')) {
    throw new TypeError('Request with GET/HEAD method cannot have body.');
  }
  if (options.body != null) {
    const [body, type] = extract(options.body, state.keepalive);
    if (type && !state.headers.has('content-type')) state.headers.append('content-type', type);
    if (body.source === null && options.duplex == null) {
      throw new TypeError('RequestInit: duplex option is required when sending a body.');
    }
    return body;
  }
  if (inherited === null) return null;
  if (inherited.unusable) throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
  return inherited.move();
}

mixin(Request, (value) => stateOf(value));
enumerable(Request.prototype, 'method', 'url', 'headers', 'redirect', 'clone', 'signal', 'duplex', 'destination', 'body', 'bodyUsed',
  'isHistoryNavigation', 'isReloadNavigation', 'keepalive', 'integrity', 'cache', 'credentials', 'referrerPolicy', 'referrer', 'mode');
tag(Request);

module.exports = { Request, signalOf, stateOf };
