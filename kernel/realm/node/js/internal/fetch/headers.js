'use strict';
// Headers (fetch.spec.whatwg.org, 5.1) and the list below them. The list of a response keeps the text that came until it is
// looked at.

const { enumerable, tag, customInspect } = require('internal/shape');
const { inspect } = require('internal/inspect');
const { isProxy } = require('internal/types');
const { brand, byteString, fail, isObject, iterable, need, show } = require('internal/fetch/convert');
const native = require('internal/http/native');

class HeaderList {
  #map = null; // lower case -> { name, value }
  #text; // the headers as they came, name \0 value \0 …
  cookies = null;
  sorted = null;

  constructor(text = '') { this.#text = text; }

  static copy(list) {
    const copy = new HeaderList();
    copy.#map = new Map(list.map);
    copy.cookies = list.cookies === null ? null : [...list.cookies];
    return copy;
  }

  get map() {
    if (this.#map === null) {
      this.#map = new Map();
      const parts = this.#text.split('\0');
      for (let i = 0; i + 1 < parts.length; i += 2) {
        const name = parts[i].toLowerCase();
        this.append(name, parts[i + 1], name);
      }
    }
    return this.#map;
  }

  has(key) { return this.map.has(key); }

  get(key) { return this.map.get(key)?.value ?? null; }

  append(name, value, key = name.toLowerCase()) {
    this.sorted = null;
    const existing = this.map.get(key);
    this.map.set(key, existing === undefined ? { name, value } :
      { name: existing.name, value: `${existing.value}${key === 'cookie' ? '; ' : ', '}${value}` });
    if (key === 'set-cookie') (this.cookies ??= []).push(value);
  }

  set(name, value, key = name.toLowerCase()) {
    this.sorted = null;
    if (key === 'set-cookie') this.cookies = [value];
    this.map.set(key, { name, value });
  }

  delete(key) {
    this.sorted = null;
    if (key === 'set-cookie') this.cookies = null;
    this.map.delete(key);
  }

  clear() {
    this.sorted = null;
    this.cookies = null;
    this.map.clear();
  }

  // pairs are what an iteration of Headers sees.
  pairs() {
    if (this.sorted !== null) return this.sorted;
    const list = [...this.map].map(([key, { value }]) => [key, value]).sort(([a], [b]) => (a < b ? -1 : 1));
    const cookies = this.cookies;
    this.sorted = cookies === null || cookies.length === 1 ? list :
      list.flatMap(([key, value]) => (key === 'set-cookie' ? cookies.map((cookie) => [key, cookie]) : [[key, value]]));
    return this.sorted;
  }

  // entries is an object by the names as they were written.
  get entries() {
    const result = {};
    for (const { name, value } of this.map.values()) result[name] = value;
    return result;
  }
}

const space = (code) => code === 10 || code === 13 || code === 9 || code === 32;

function normalize(value) {
  let from = 0;
  let to = value.length;
  while (to > from && space(value.charCodeAt(to - 1))) to--;
  while (to > from && space(value.charCodeAt(from))) from++;
  return from === 0 && to === value.length ? value : value.slice(from, to);
}

function checkName(name, header) {
  if (!native.isToken(name)) throw fail(header, `"${name}" is an invalid header name.`);
}

function checkValue(value, header) {
  if (!native.isFetchValue(value)) throw fail(header, `"${value}" is an invalid header value.`);
}

const kSecret = Symbol('secret');
let listOf;
let guardOf;
let setGuard;
let isHeaders;

class Headers {
  #list;
  #guard;

  static {
    listOf = (headers) => headers.#list;
    isHeaders = (value) => #list in value;
    guardOf = (headers) => headers.#guard;
    setGuard = (headers, guard) => { headers.#guard = guard; };
  }

  constructor(init = undefined, list = undefined, guard = undefined) {
    if (init === kSecret) {
      this.#list = list;
      this.#guard = guard;
      return;
    }
    this.#list = new HeaderList();
    this.#guard = 'none';
    if (init !== undefined) fill(this, headersInit(init, 'Headers constructor', 'init'));
  }

  append(name, value) {
    brand(#list in this);
    need(arguments, 2, 'Headers.append');
    append(this, byteString(name, 'Headers.append', 'name'), byteString(value, 'Headers.append', 'value'));
  }

  delete(name) {
    brand(#list in this);
    need(arguments, 1, 'Headers.delete');
    const text = byteString(name, 'Headers.delete', 'name');
    checkName(text, 'Headers.delete');
    if (this.#guard === 'immutable') throw new TypeError('immutable');
    this.#list.delete(text.toLowerCase());
  }

  get(name) {
    brand(#list in this);
    need(arguments, 1, 'Headers.get');
    const text = byteString(name, 'Headers.get', 'name');
    checkName(text, 'Headers.get');
    return this.#list.get(text.toLowerCase());
  }

  has(name) {
    brand(#list in this);
    need(arguments, 1, 'Headers.has');
    const text = byteString(name, 'Headers.has', 'name');
    checkName(text, 'Headers.has');
    return this.#list.has(text.toLowerCase());
  }

  set(name, value) {
    brand(#list in this);
    need(arguments, 2, 'Headers.set');
    const key = byteString(name, 'Headers.set', 'name');
    const text = normalize(byteString(value, 'Headers.set', 'value'));
    checkName(key, 'Headers.set');
    checkValue(text, 'Headers.set');
    if (this.#guard === 'immutable') throw new TypeError('immutable');
    this.#list.set(key, text);
  }

  getSetCookie() {
    brand(#list in this);
    return [...(this.#list.map && this.#list.cookies) ?? []];
  }

  [customInspect](depth, options) {
    return `Headers ${inspect(this.#list.entries, { ...options, depth: options.depth ?? depth })}`;
  }
}

iterable('Headers', Headers, (headers) => listOf(headers).pairs());
enumerable(Headers.prototype, 'append', 'delete', 'get', 'has', 'set', 'getSetCookie');
tag(Headers);

function append(headers, name, value) {
  value = normalize(value);
  checkName(name, 'Headers.append');
  checkValue(value, 'Headers.append');
  if (guardOf(headers) === 'immutable') throw new TypeError('immutable');
  listOf(headers).append(name, value);
}

// headersInit reads a HeadersInit: pairs, a record, or Headers.
function headersInit(value, header, argument) {
  if (!isObject(value)) {
    throw fail('Headers constructor',
      'Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, record<ByteString, ByteString>.');
  }
  const iterator = Reflect.get(value, Symbol.iterator);
  if (iterator === Headers.prototype.entries && isHeaders(value)) return listOf(value);
  return typeof iterator === 'function' ? pairs(value, header, argument) : record(value, header, argument);
}

function pairs(value, header, argument) {
  return sequence(value, header, argument).map((pair, i) =>
    sequence(pair, header, `${argument}[${i}]`).map((item, j) => byteString(item, header, `${argument}[${i}][${j}]`)));
}

function sequence(value, header, argument) {
  if (!isObject(value)) throw fail(header, `${argument} (${show(value)}) is not iterable.`);
  if (typeof value[Symbol.iterator] !== 'function') throw fail(header, `${argument} is not iterable.`);
  return [...value];
}

function record(value, header, argument) {
  const result = {};
  if (isProxy(value)) {
    for (const key of Reflect.ownKeys(value)) {
      if (!Reflect.getOwnPropertyDescriptor(value, key)?.enumerable) continue;
      result[byteString(key, header, argument)] = byteString(value[key], header, argument);
    }
    return result;
  }
  for (const key of Reflect.ownKeys(value)) {
    const name = byteString(key, header, `Key ${show(key)} in ${argument}`);
    result[name] = byteString(value[key], header, `${argument}[${show(key)}]`);
  }
  return result;
}

function fill(headers, init) {
  if (init instanceof HeaderList) {
    for (const [key, { name, value }] of init.map) {
      if (key === 'set-cookie') for (const cookie of init.cookies) append(headers, name, cookie);
      else append(headers, name, value);
    }
  } else if (Array.isArray(init)) {
    for (const pair of init) {
      if (pair.length !== 2) throw fail('Headers constructor', `expected name/value pair to be length 2, found ${pair.length}.`);
      append(headers, pair[0], pair[1]);
    }
  } else {
    for (const name of Object.keys(init)) append(headers, name, init[name]);
  }
}

const makeHeaders = (list, guard) => new Headers(kSecret, list, guard);

module.exports = { HeaderList, Headers, fill, guardOf, headersInit, listOf, makeHeaders, setGuard };
