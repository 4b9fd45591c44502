'use strict';
// Response (fetch.spec.whatwg.org, 5.5).

const { Buffer } = require('buffer');
const { customInspect, enumerable, tag } = require('internal/shape');
const { inspect } = require('internal/inspect');
const { URL } = require('internal/url');
const { brand, byteString, dictionary, fail, need, unsignedShort, usvString } = require('internal/fetch/convert');
const { HeaderList, fill, guardOf, headersInit, makeHeaders } = require('internal/fetch/headers');
const { Body, bodyInit, extract, mixin } = require('internal/fetch/body');

const kSecret = Symbol('secret');
const withoutBody = new Set([101, 103, 204, 205, 304]);
const redirects = new Set([301, 302, 303, 307, 308]);

// newState is what stands behind a Response.
function newState(members) {
  return {
    type: 'default', status: 200, statusText: '', urls: [], error: null, aborted: false, body: null, ...members,
    headers: members?.headers ?? new HeaderList(),
  };
}

const initConverters = {
  headers: headersInit,
  status: unsignedShort,
  statusText: byteString,
};

let stateOf;

class Response {
  #state;
  #headers;

  static {
    stateOf = (value) => (typeof value === 'object' && value !== null && #state in value ? value.#state : undefined);
  }

  static error() { return new Response(kSecret, newState({ type: 'error', status: 0, error: new Error() }), 'immutable'); }

  static json(data, init = undefined) {
    need(arguments, 1, 'Response.json');
    const options = init === null ? {} : dictionary(init, initConverters, undefined, undefined);
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError('Value is not JSON serializable');
    const bytes = Buffer.from(text);
    const response = new Response(kSecret, newState(), 'response');
    initialize(response, response.#state, response.#headers, options, [Body.of(bytes, bytes), 'application/json']);
    return response;
  }

  static redirect(url, status = 302) {
    need(arguments, 1, 'Response.redirect');
    const text = usvString(url);
    const code = unsignedShort(status);
    let parsed;
    try {
      parsed = new URL(text);
    } catch (err) {
      throw new TypeError(`Failed to parse URL from ${text}`, { cause: err });
    }
    if (!redirects.has(code)) throw new RangeError(`Invalid status code ${code}`);
    const state = newState({ status: code });
    state.headers.append('location', parsed.href);
    return new Response(kSecret, state, 'immutable');
  }

  constructor(body = null, init = undefined, guard = undefined) {
    if (body === kSecret) {
      this.#state = init;
      this.#headers = guard === undefined ? undefined : makeHeaders(init.headers, guard);
      return;
    }
    const given = body === null ? null : bodyInit(body, 'Response', 'body');
    const options = dictionary(init, initConverters, undefined, undefined);
    this.#state = newState();
    this.#headers = makeHeaders(this.#state.headers, 'response');
    initialize(this, this.#state, this.#headers, options, given == null ? null : extract(given));
  }

  get type() {
    brand(#state in this);
    return this.#state.type;
  }

  get url() {
    brand(#state in this);
    const url = this.#state.urls.at(-1);
    if (url === undefined) return '';
    return url.hash === '' && !url.href.endsWith('#') ? url.href : url.href.slice(0, url.href.indexOf('#'));
  }

  get redirected() {
    brand(#state in this);
    return this.#state.urls.length > 1;
  }

  get status() {
    brand(#state in this);
    return this.#state.status;
  }

  get ok() {
    brand(#state in this);
    return this.#state.status >= 200 && this.#state.status <= 299;
  }

  get statusText() {
    brand(#state in this);
    return this.#state.statusText;
  }

  get headers() {
    brand(#state in this);
    return (this.#headers ??= makeHeaders(this.#state.headers, 'immutable'));
  }

  get body() {
    brand(#state in this);
    return this.#state.body === null ? null : this.#state.body.stream;
  }

  get bodyUsed() {
    brand(#state in this);
    return this.#state.body !== null && this.#state.body.used;
  }

  clone() {
    brand(#state in this);
    const state = this.#state;
    if (state.body?.unusable) throw fail('Response.clone', 'Body has already been consumed.');
    return new Response(kSecret, newState({ ...state, headers: HeaderList.copy(state.headers), body: state.body?.clone() ?? null }),
      guardOf(this.headers));
  }

  [customInspect](depth, options) {
    const { status, statusText, headers, body, bodyUsed, ok, redirected, type, url } = this;
    return `Response ${inspect({ status, statusText, headers, body, bodyUsed, ok, redirected, type, url },
      { ...options, depth: options.depth ?? 2 })}`;
  }
}

function initialize(response, state, headers, { status, statusText, headers: given }, extracted) {
  if (status !== undefined && (status < 200 || status > 599)) {
    throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
  }
  if (statusText !== undefined && !/^[\t\x20-\x7e\x80-\xff]*$/.test(statusText)) throw new TypeError('Invalid statusText');
  if (status !== undefined) state.status = status;
  if (statusText !== undefined) state.statusText = statusText;
  if (given !== undefined) fill(headers, given);
  if (extracted === null) return;
  const [body, type] = extracted;
  if (withoutBody.has(state.status)) throw fail('Response constructor', `Invalid response status code ${state.status}`);
  state.body = body;
  if (type != null && !state.headers.has('content-type')) state.headers.append('content-type', type);
}

mixin(Response, (value) => stateOf(value));
enumerable(Response.prototype, 'type', 'url', 'status', 'ok', 'redirected', 'statusText', 'headers', 'clone', 'body', 'bodyUsed');
enumerable(Response, 'json', 'redirect', 'error');
tag(Response);

// fromNetwork makes the Response of fetch; its headers are made when they are looked at.
const fromNetwork = (state) => new Response(kSecret, state);

module.exports = { Response, fromNetwork, newState, redirects, stateOf, withoutBody };
