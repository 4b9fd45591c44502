'use strict';
// URL and URLSearchParams (url.spec.whatwg.org), and what connects them with files.

const {
  ERR_ARG_NOT_ITERABLE,
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
  ERR_INVALID_FILE_URL_HOST,
  ERR_INVALID_FILE_URL_PATH,
  ERR_INVALID_THIS,
  ERR_INVALID_TUPLE,
  ERR_INVALID_URL_SCHEME,
  ERR_MISSING_ARGS,
} = require('internal/errors').codes;
const { kValidateObjectAllowObjects, validateFunction, validateObject, validateString } = require('internal/validators');
const { customInspect, enumerable, kEmptyObject, tag, uncloneable, webTypeError } = require('internal/shape');
const { inspect } = require('internal/inspect');

const isWindows = process.platform === 'win32';
const wellFormed = (value) => internal.wellFormed(`${value}`);

// ---- URLSearchParams

const hexPair = /%[0-9A-Fa-f]{2}/;

function decodePart(part) {
  const text = part.replaceAll('+', ' ');
  if (!hexPair.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return require('querystring').unescapeBuffer(text).toString();
  }
}

// parsePairs returns names and values in turn.
function parsePairs(query) {
  const list = [];
  for (const part of (query[0] === '?' ? query.slice(1) : query).split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    list.push(decodePart(at === -1 ? part : part.slice(0, at)), at === -1 ? '' : decodePart(part.slice(at + 1)));
  }
  return list;
}

// encodePart writes application/x-www-form-urlencoded.
function encodePart(text) {
  return encodeURIComponent(text).replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll('%20', '+');
}

function pairOf(pair) {
  const bad = () => new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
  if (pair == null || (typeof pair !== 'object' && typeof pair !== 'function') || typeof pair[Symbol.iterator] !== 'function') throw bad();
  const list = Array.isArray(pair) && pair.length !== 2 ? [] : [...pair].map(wellFormed);
  if (list.length !== 2) throw bad();
  return list;
}

function pairsOfRecord(record) {
  const values = new Map();
  for (const key of Reflect.ownKeys(record)) {
    if (Object.getOwnPropertyDescriptor(record, key)?.enumerable) values.set(wellFormed(key), wellFormed(record[key]));
  }
  return [...values].flat();
}

let listOf; // (params): its names and values, the array itself
let attach; // (params, changed): calls changed when the program changes it
let replace; // (params, query): reads it anew

class URLSearchParams {
  #list = [];
  #changed = undefined;

  static {
    listOf = (params) => params.#list;
    attach = (params, changed) => { params.#changed = changed; };
    replace = (params, query) => { params.#list = parsePairs(query); };
  }

  constructor(init = undefined) {
    if (init === undefined) return;
    if (init === null || (typeof init !== 'object' && typeof init !== 'function')) {
      this.#list = parsePairs(wellFormed(init));
      return;
    }
    const method = init[Symbol.iterator];
    if (method === this[Symbol.iterator] && #list in init) {
      this.#list = init.#list.slice();
    } else if (method == null) {
      this.#list = pairsOfRecord(init);
    } else if (typeof method !== 'function') {
      throw new ERR_ARG_NOT_ITERABLE('Query pairs');
    } else {
      for (const pair of init) this.#list.push(...pairOf(pair));
    }
  }

  static #check(params, given = 0, ...names) {
    if (typeof params !== 'object' || params === null || !(#list in params)) throw new ERR_INVALID_THIS('URLSearchParams');
    if (given < names.length) throw new ERR_MISSING_ARGS(...names);
  }

  [customInspect](depth, context) {
    URLSearchParams.#check(this);
    if (typeof depth === 'number' && depth < 0) return context.stylize('[Object]', 'special');
    const inner = { ...context };
    if (depth !== null) inner.depth = depth - 1;
    const output = [];
    for (let i = 0; i < this.#list.length; i += 2) output.push(`${inspect(this.#list[i], inner)} => ${inspect(this.#list[i + 1], inner)}`);
    const { name } = this.constructor;
    if (output.length === 0) return `${name} {}`;
    const line = output.join(', ');
    if (line.replace(/\u001b\[\d\d?m/g, '').length > context.breakLength) return `${name} {\n  ${output.join(',\n  ')} }`;
    return `${name} { ${line} }`;
  }

  get size() {
    URLSearchParams.#check(this);
    return this.#list.length / 2;
  }

  #change(list) {
    this.#list = list;
    this.#changed?.();
  }

  #without(matches) {
    const list = [];
    for (let i = 0; i < this.#list.length; i += 2) {
      if (!matches(this.#list[i], this.#list[i + 1])) list.push(this.#list[i], this.#list[i + 1]);
    }
    return list;
  }

  append(name, value) {
    URLSearchParams.#check(this, arguments.length, 'name', 'value');
    this.#change([...this.#list, wellFormed(name), wellFormed(value)]);
  }

  delete(name, value = undefined) {
    URLSearchParams.#check(this, arguments.length, 'name');
    const key = wellFormed(name);
    const wanted = value === undefined ? undefined : wellFormed(value);
    this.#change(this.#without((n, v) => n === key && (wanted === undefined || v === wanted)));
  }

  get(name) {
    URLSearchParams.#check(this, arguments.length, 'name');
    return this.#all(wellFormed(name))[0] ?? null;
  }

  getAll(name) {
    URLSearchParams.#check(this, arguments.length, 'name');
    return this.#all(wellFormed(name));
  }

  #all(name) {
    return this.#list.filter((_, i) => i % 2 === 1 && this.#list[i - 1] === name);
  }

  has(name, value = undefined) {
    URLSearchParams.#check(this, arguments.length, 'name');
    const values = this.#all(wellFormed(name));
    return value === undefined ? values.length > 0 : values.includes(wellFormed(value));
  }

  set(name, value) {
    URLSearchParams.#check(this, arguments.length, 'name', 'value');
    const key = wellFormed(name);
    const text = wellFormed(value);
    let found = false;
    const list = [];
    for (let i = 0; i < this.#list.length; i += 2) {
      if (this.#list[i] !== key) list.push(this.#list[i], this.#list[i + 1]);
      else if (!found) list.push(key, text);
      found ||= this.#list[i] === key;
    }
    if (!found) list.push(key, text);
    this.#change(list);
  }

  sort() {
    URLSearchParams.#check(this);
    const pairs = this.#without(() => true);
    for (let i = 0; i < this.#list.length; i += 2) pairs.push([this.#list[i], this.#list[i + 1]]);
    this.#change(pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).flat());
  }

  entries() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'key+value');
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#check(this);
    validateFunction(callback, 'callback');
    for (let i = 0; i < this.#list.length; i += 2) Reflect.apply(callback, thisArg, [this.#list[i + 1], this.#list[i], this]);
  }

  keys() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'key');
  }

  values() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'value');
  }

  toString() {
    URLSearchParams.#check(this);
    const parts = [];
    for (let i = 0; i < this.#list.length; i += 2) parts.push(`${encodePart(this.#list[i])}=${encodePart(this.#list[i + 1])}`);
    return parts.join('&');
  }
}

enumerable(URLSearchParams.prototype, 'append', 'delete', 'get', 'getAll', 'has', 'set', 'sort', 'entries', 'forEach', 'keys', 'values', 'toString');
Object.defineProperty(URLSearchParams.prototype, 'size', { enumerable: true });
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, { value: URLSearchParams.prototype.entries, configurable: true, writable: true });
tag(URLSearchParams);

class URLSearchParamsIterator {
  #params;
  #kind;
  #at = 0;

  constructor(params, kind) {
    this.#params = params;
    this.#kind = kind;
  }

  static #check(iterator) {
    if (typeof iterator !== 'object' || iterator === null || !(#params in iterator)) throw new ERR_INVALID_THIS('URLSearchParamsIterator');
  }

  #item(i) {
    const list = listOf(this.#params);
    return this.#kind === 'key' ? list[i] : this.#kind === 'value' ? list[i + 1] : [list[i], list[i + 1]];
  }

  next() {
    URLSearchParamsIterator.#check(this);
    if (this.#at >= listOf(this.#params).length) return { value: undefined, done: true };
    this.#at += 2;
    return { value: this.#item(this.#at - 2), done: false };
  }

  [customInspect](depth, context) {
    URLSearchParamsIterator.#check(this);
    if (typeof depth === 'number' && depth < 0) return context.stylize('[Object]', 'special');
    const inner = { ...context };
    if (depth !== null) inner.depth = depth - 1;
    const rest = [];
    for (let i = this.#at; i < listOf(this.#params).length; i += 2) rest.push(this.#item(i));
    const texts = rest.map((item) => inspect(item, inner));
    const body = inspect(rest, inner).includes('\n') ? `\n  ${texts.join(',\n  ')}` : ` ${texts.join(', ')}`;
    return `${this[Symbol.toStringTag]} {${body} }`;
  }
}

delete URLSearchParamsIterator.prototype.constructor;
Object.setPrototypeOf(URLSearchParamsIterator.prototype, Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
enumerable(URLSearchParamsIterator.prototype, 'next');
Object.defineProperty(URLSearchParamsIterator.prototype, Symbol.toStringTag, { value: 'URLSearchParams Iterator', configurable: true });

// ---- URL

const fields = ['href', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];
const special = new Set(['http:', 'https:', 'ftp:', 'ws:', 'wss:']);

function invalidURL(input, base) {
  const err = webTypeError('Invalid URL', 'ERR_INVALID_URL');
  err.input = input;
  if (base !== undefined) err.base = base;
  return err;
}

let make; // (fields)

class URL {
  #fields;
  #params = undefined;
  #stale = false; // the parameters were changed and the query not yet

  static {
    make = (parsed) => {
      const url = new URL('a:');
      url.#fields = parsed;
      return url;
    };
  }

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    const text = `${input}`;
    const against = base === undefined ? undefined : `${base}`;
    this.#fields = internal.parse(text, against);
    if (this.#fields === undefined) throw invalidURL(text, against);
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    const parsed = internal.parse(`${input}`, base === undefined ? undefined : `${base}`);
    return parsed === undefined ? null : make(parsed);
  }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    return internal.parse(`${url}`, base === undefined ? undefined : `${base}`) !== undefined;
  }

  [customInspect](depth, options) {
    if (typeof depth === 'number' && depth < 0) return this;
    const constructor = this.constructor ?? URL;
    const shown = { __proto__: { constructor } };
    for (const name of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'searchParams', 'hash']) {
      shown[name] = this[name];
    }
    return `${constructor.name} ${inspect(shown, options)}`;
  }

  #get(name) {
    if (this.#stale) {
      this.#stale = false;
      const query = `${this.#params}`;
      this.#fields = internal.update(this.#fields[0], 'search', query === '' ? '' : `?${query}`) ?? this.#fields;
    }
    return this.#fields[fields.indexOf(name)];
  }

  #set(name, value) {
    const parsed = internal.update(this.#get('href'), name, name === 'search' ? wellFormed(value) : `${value}`);
    if (parsed !== undefined) this.#adopt(parsed);
  }

  // #adopt takes new fields; the parameters object lives on and follows the query.
  #adopt(parsed) {
    const before = this.#get('search');
    this.#fields = parsed;
    if (this.#params !== undefined && this.#fields[8] !== before) replace(this.#params, this.#fields[8]);
  }

  toString() { return this.#get('href'); }

  get href() { return this.#get('href'); }

  set href(value) {
    const text = `${value}`;
    const parsed = internal.parse(text);
    if (parsed === undefined) throw invalidURL(text);
    this.#adopt(parsed);
  }

  get origin() {
    const protocol = this.#get('protocol');
    if (special.has(protocol)) return `${protocol}//${this.#get('host')}`;
    if (protocol !== 'blob:') return 'null';
    const inner = internal.parse(this.#get('pathname'));
    return inner !== undefined && /^https?:$/.test(inner[1]) ? `${inner[1]}//${inner[4]}` : 'null';
  }

  get protocol() { return this.#get('protocol'); }

  set protocol(value) { this.#set('protocol', value); }

  get username() { return this.#get('username'); }

  set username(value) { this.#set('username', value); }

  get password() { return this.#get('password'); }

  set password(value) { this.#set('password', value); }

  get host() { return this.#get('host'); }

  set host(value) { this.#set('host', value); }

  get hostname() { return this.#get('hostname'); }

  set hostname(value) { this.#set('hostname', value); }

  get port() { return this.#get('port'); }

  set port(value) { this.#set('port', value); }

  get pathname() { return this.#get('pathname'); }

  set pathname(value) { this.#set('pathname', value); }

  get search() { return this.#get('search'); }

  set search(value) { this.#set('search', value); }

  get searchParams() {
    if (this.#params === undefined) {
      this.#params = new URLSearchParams(this.#fields[8]);
      attach(this.#params, () => { this.#stale = true; });
    }
    return this.#params;
  }

  get hash() { return this.#get('hash'); }

  set hash(value) { this.#set('hash', value); }

  toJSON() { return this.#get('href'); }
}

enumerable(URL.prototype, 'toString', 'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname',
  'search', 'searchParams', 'hash', 'toJSON');
enumerable(URL, 'canParse', 'parse');
tag(URL);
uncloneable(URL, URLSearchParams);
Object.assign(URL, {
  createObjectURL(obj) { return require('internal/blob').createObjectURL(obj); },
  revokeObjectURL(url) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    require('internal/blob').revokeObjectURL(`${url}`);
  },
});

// ---- files

// isURL takes what looks like a URL, also that of another implementation; the legacy Url has auth and path.
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

function fileURL(path) {
  const url = typeof path === 'string' ? new URL(path) : path;
  if (!isURL(url)) throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  if (url.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file');
  return url;
}

function decodePath(url, windows) {
  const { pathname } = url;
  if (windows && /%(?:2f|5c)/i.test(pathname)) throw new ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters', url);
  if (!windows && /%2f/i.test(pathname)) throw new ERR_INVALID_FILE_URL_PATH('must not include encoded / characters', url);
  return decodeURIComponent(windows ? pathname.replaceAll('/', '\\') : pathname);
}

function fileURLToPath(path, options = kEmptyObject) {
  const url = fileURL(path);
  const windows = options?.windows ?? isWindows;
  if (!windows) {
    if (url.hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(process.platform);
    return decodePath(url, false);
  }
  const decoded = decodePath(url, true);
  if (url.hostname !== '') return `\\\\${internal.domainToUnicode(url.hostname)}${decoded}`;
  if (!/^.[A-Za-z]:/.test(decoded)) throw new ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  return decoded.slice(1);
}

function fileURLToPathBuffer(path, options = kEmptyObject) {
  const { Buffer } = require('buffer');
  const url = fileURL(path);
  const windows = options?.windows ?? isWindows;
  if (!windows && url.hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(process.platform);
  const bytes = require('querystring').unescapeBuffer(windows ? url.pathname.replaceAll('/', '\\') : url.pathname);
  if (!windows) return bytes;
  if (url.hostname !== '') return Buffer.concat([Buffer.from(`\\\\${internal.domainToUnicode(url.hostname)}`), bytes]);
  if (!/^.[A-Za-z]:/.test(bytes.subarray(0, 3).latin1Slice())) throw new ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  return bytes.subarray(1);
}

// What a path may hold and a URL's path may not, or would read as something else.
const escapes = { '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23', '[': '%5B', ']': '%5D', '|': '%7C', '~': '%7E' };

function pathToFileURL(path, options) {
  validateString(path, 'path');
  const windows = options?.windows ?? isWindows;
  const flavour = require('path')[windows ? 'win32' : 'posix'];
  if (windows && path.startsWith('\\\\')) return sharedFolder(path);
  let resolved = flavour.resolve(path);
  const last = path[path.length - 1];
  if ((last === '/' || (windows && last === '\\')) && !resolved.endsWith(flavour.sep)) resolved += '/';
  const unsafe = windows ? /[%\n\r\t?#[\]|~]/g : /[%\\\n\r\t?#[\]|~]/g;
  return new URL(`file://${windows ? '/' : ''}${resolved.replace(unsafe, (c) => escapes[c])}`);
}

function sharedFolder(path) {
  const rest = path.slice(path.startsWith('\\\\?\\UNC\\') ? 8 : 2);
  const end = rest.indexOf('\\');
  if (end === -1) throw new ERR_INVALID_ARG_VALUE('path', path, 'Missing UNC resource path');
  if (end === 0) throw new ERR_INVALID_ARG_VALUE('path', path, 'Empty UNC servername');
  const url = new URL('file://');
  url.hostname = rest.slice(0, end);
  url.pathname = rest.slice(end).replace(/[%\n\r\t?#[\]|~]/g, (c) => escapes[c]).replaceAll('\\', '/');
  return url;
}

function urlToHttpOptions(url) {
  validateObject(url, 'url', kValidateObjectAllowObjects);
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

function domainToASCII(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return internal.domainToASCII(`${domain}`);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return internal.domainToUnicode(`${domain}`);
}

// toPathIfFileURL returns the path of a file URL, anything else as it is.
function toPathIfFileURL(value) {
  return isURL(value) ? fileURLToPath(value) : value;
}

module.exports = {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  idna: internal.idna,
  isURL,
  pathToFileURL,
  toPathIfFileURL,
  urlToHttpOptions,
};
