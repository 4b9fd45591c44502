'use strict';
// The url module: the classes of the URL standard, and the legacy parser that came before it, quirks and all.

const querystring = require('querystring');
const {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  idna,
  pathToFileURL,
  urlToHttpOptions,
} = require('internal/url');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_URL }, notImplemented } = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');

const withColon = (...names) => new Set(names.flatMap((name) => [name, `${name}:`]));
const unescaped = withColon('javascript');
const hostless = withColon('javascript');
const slashed = withColon('http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss');

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

// ---- parsing

// White space here is everything up to the space, the no-break space and the byte order mark.
const outerSpace = /^[\0- \xa0\ufeff]+|[\0- \xa0\ufeff]+$/g;

// forwardSlashes turns the backslashes before the query or fragment around.
function forwardSlashes(text) {
  const end = text.search(/[?#]/);
  return end === -1 ? text.replaceAll('\\', '/') : text.slice(0, end).replaceAll('\\', '/') + text.slice(end);
}

const simplePath = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  const trimmed = url.replace(outerSpace, '');
  let rest = forwardSlashes(trimmed);
  const hasAt = trimmed.split(/[?#]/, 1)[0].includes('@');
  if (!slashesDenoteHost && !hasAt && !trimmed.includes('#')) {
    const simple = simplePath.exec(rest);
    if (simple) return takeSimple(this, rest, simple, parseQueryString);
  }
  const proto = /^[a-z0-9.+-]+:/i.exec(rest)?.[0];
  const lower = proto?.toLowerCase();
  if (proto) {
    this.protocol = lower;
    rest = rest.slice(proto.length);
  }
  let slashes = false;
  if (slashesDenoteHost || proto || /^\/\/[^@/]+@[^@/]+/.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !(proto && hostless.has(lower))) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }
  if (!hostless.has(lower) && (slashes || (proto && !slashed.has(proto)))) rest = takeHost(this, rest, url);
  if (!unescaped.has(lower)) rest = escapeUnsafe(rest);
  takeTail(this, rest, parseQueryString);
  if (slashed.has(lower) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

function takeSimple(self, rest, [, pathname, search], parseQueryString) {
  self.path = rest;
  self.href = rest;
  self.pathname = pathname;
  if (search) {
    self.search = search;
    self.query = parseQueryString ? querystring.parse(search.slice(1)) : search.slice(1);
  } else if (parseQueryString) {
    self.search = null;
    self.query = { __proto__: null };
  }
  return self;
}

// hostEnd returns where the host ends, and the last "@" before that, of text without tabs and line ends. What cannot be in a host
// ends it, unless an "@" follows.
function hostEnd(text) {
  let at = -1;
  let end = -1;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '@') {
      at = i;
      end = -1;
    } else if (' "%\';<>\\^`{|}#/?'.includes(c)) {
      if (end === -1) end = i;
      if (c === '#' || c === '/' || c === '?') break;
    }
  }
  return { at, end };
}

// dropBreaks removes tabs and line ends from what may be a host: up to the first character that surely ends it.
function dropBreaks(text) {
  const end = text.search(/[#/?]/);
  const head = end === -1 ? text : text.slice(0, end);
  return head.replace(/[\t\n\r]/g, '') + text.slice(head.length);
}

const isIPv6 = (hostname) => hostname[0] === '[' && hostname.endsWith(']');

let warnedOfPort = false;

function takeHost(self, text, url) {
  let rest = dropBreaks(text);
  const { at, end } = hostEnd(rest);
  if (at !== -1) self.auth = decodeURIComponent(rest.slice(0, at));
  self.host = end === -1 ? rest.slice(at + 1) : rest.slice(at + 1, end);
  rest = end === -1 ? '' : rest.slice(end);
  self.parseHost();
  if (typeof self.hostname !== 'string') self.hostname = '';
  const ipv6 = isIPv6(self.hostname);
  if (!ipv6) rest = cutHostname(self, rest, url);
  self.hostname = self.hostname.length > 255 ? '' : self.hostname.toLowerCase();
  checkHostname(self, ipv6, url);
  self.host = (self.hostname || '') + (self.port ? `:${self.port}` : '');
  if (ipv6) {
    self.hostname = self.hostname.slice(1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

// cutHostname moves what cannot be part of a host name in front of the path.
function cutHostname(self, rest, url) {
  const { hostname } = self;
  const at = hostname.search(/[/\\#?:]/);
  if (at === -1) return rest;
  if (hostname[at] === ':' && !warnedOfPort) {
    warnedOfPort = true;
    process.emitWarning(`The URL ${url} is invalid. Future versions of Node.js will throw an error.`, 'DeprecationWarning', 'DEP0170');
  }
  self.hostname = hostname.slice(0, at);
  return `/${hostname.slice(at)}${rest}`;
}

function checkHostname(self, ipv6, url) {
  if (self.hostname === '') return;
  if (ipv6) {
    if (/[\0\t\n\r #%/<>?@\\^|]/.test(self.hostname)) throw new ERR_INVALID_URL(url);
    return;
  }
  self.hostname = idna(self.hostname);
  if (self.hostname === '' || /[\0\t\n\r #%/:<>?@[\\\]^|]/.test(self.hostname)) throw new ERR_INVALID_URL(url);
}

const escapeUnsafe = (text) =>
  text.replace(/[\t\n\r "'<>\\^`{|}]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

// takeTail reads path, query and fragment.
function takeTail(self, rest, parseQueryString) {
  const hash = rest.indexOf('#');
  if (hash !== -1) self.hash = rest.slice(hash);
  const before = hash === -1 ? rest : rest.slice(0, hash);
  const question = before.indexOf('?');
  if (question !== -1) {
    self.search = before.slice(question);
    self.query = before.slice(question + 1);
    if (parseQueryString) self.query = querystring.parse(self.query);
  } else if (parseQueryString) {
    self.search = null;
    self.query = { __proto__: null };
  }
  const pathname = question === -1 ? before : before.slice(0, question);
  if (pathname !== '') self.pathname = pathname;
}

Url.prototype.parseHost = function parseHost() {
  let { host } = this;
  const port = /:[0-9]*$/.exec(host)?.[0];
  if (port !== undefined) {
    if (port !== ':') this.port = port.slice(1);
    host = host.slice(0, -port.length);
  }
  if (host) this.hostname = host;
};

let warned = false;

function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (!warned) {
    warned = true;
    process.emitWarning('`url.parse()` behavior is not standardized and prone to errors that have security implications. ' +
      'Use the WHATWG URL API instead. CVEs are not issued for `url.parse()` vulnerabilities.', 'DeprecationWarning', 'DEP0169');
  }
  if (url instanceof Url) return url;
  const parsed = new Url();
  parsed.parse(url, parseQueryString, slashesDenoteHost);
  return parsed;
}

// ---- formatting

const encodeAuth = (auth) => querystring.escape(auth).replaceAll('%3A', ':');

function hostOf(url) {
  const auth = url.auth ? `${encodeAuth(url.auth)}@` : '';
  if (url.host) return auth + url.host;
  if (!url.hostname) return '';
  const name = url.hostname.includes(':') && !isIPv6(url.hostname) ? `[${url.hostname}]` : url.hostname;
  return auth + name + (url.port ? `:${url.port}` : '');
}

Url.prototype.format = function format() {
  let protocol = this.protocol || '';
  if (protocol && !protocol.endsWith(':')) protocol += ':';
  let pathname = (this.pathname || '').replaceAll('#', '%23').replaceAll('?', '%3F');
  let host = hostOf(this);
  const query = this.query !== null && typeof this.query === 'object' ? querystring.stringify(this.query) : '';
  let search = (this.search || (query && `?${query}`) || '').replaceAll('#', '%23');
  let hash = this.hash || '';
  if (this.slashes || slashed.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') return urlParse(urlObject).format();
  if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  }
  return urlObject instanceof URL ? formatURL(urlObject, options) : Url.prototype.format.call(urlObject);
}

// formatURL leaves out what the options say, and shows the host in Unicode if they want that.
function formatURL(url, options) {
  if (options) validateObject(options, 'options');
  const wants = (name, fallback) => (options?.[name] == null ? fallback : Boolean(options[name]));
  const copy = new URL(url.href);
  if (!wants('fragment', true)) copy.hash = '';
  if (!wants('search', true)) copy.search = '';
  if (!wants('auth', true)) copy.username = copy.password = '';
  const { href, hostname } = copy;
  if (!wants('unicode', false) || hostname === '') return href;
  const at = href.indexOf(hostname, href.indexOf('//') + 2 + (copy.username + copy.password).length);
  return href.slice(0, at) + domainToUnicode(hostname) + href.slice(at + hostname.length);
}

// ---- resolving

function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

function urlResolveObject(source, relative) {
  return source ? urlParse(source, false, true).resolveObject(relative) : relative;
}

function finish(result) {
  result.href = result.format();
  return result;
}

const joinPath = (url) => (url.pathname ? url.pathname : '') + (url.search ? url.search : '');

Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === 'string') {
    const parsed = new Url();
    parsed.parse(relative, false, true);
    relative = parsed;
  }
  const result = Object.assign(new Url(), this);
  result.hash = relative.hash;
  if (relative.href === '') return finish(result);
  if (relative.slashes && !relative.protocol) return resolveSchemeless(result, relative);
  if (relative.protocol && relative.protocol !== result.protocol) return resolveOtherScheme(result, relative);
  return resolvePath(result, relative);
};

function resolveSchemeless(result, relative) {
  const { protocol } = result;
  Object.assign(result, relative, { protocol });
  if (slashed.has(protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/';
  return finish(result);
}

function resolveOtherScheme(result, relative) {
  if (!slashed.has(relative.protocol)) return finish(Object.assign(result, relative));
  result.protocol = relative.protocol;
  if (!relative.host && !/^file:?$/.test(relative.protocol) && !hostless.has(relative.protocol)) {
    const parts = (relative.pathname || '').split('/');
    while (parts.length > 0 && !(relative.host = parts.shift()));
    relative.host ||= '';
    relative.hostname ||= '';
    if (parts[0] !== '') parts.unshift('');
    if (parts.length < 2) parts.unshift('');
    result.pathname = parts.join('/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search) result.path = joinPath(result);
  result.slashes ||= relative.slashes;
  return finish(result);
}

// A Path is the path being resolved: its parts, and what must hold at its end.
function resolvePath(result, relative) {
  const sourceAbsolute = result.pathname && result.pathname[0] === '/';
  const relativeAbsolute = relative.host || (relative.pathname && relative.pathname[0] === '/');
  let absolute = relativeAbsolute || sourceAbsolute || (result.host && relative.pathname);
  const dotsGo = absolute;
  const relativeParts = (relative.pathname && relative.pathname.split('/')) || [];
  let parts = (result.pathname && result.pathname.split('/')) || [];
  const bare = result.protocol && !slashed.has(result.protocol);
  if (bare) {
    hostIntoPath(result, relative, parts, relativeParts);
    absolute &&= relativeParts[0] === '' || parts[0] === '';
  }
  if (relativeAbsolute) {
    takeAuthority(result, relative);
    parts = relativeParts;
  } else if (relativeParts.length > 0) {
    parts = parts.slice(0, -1).concat(relativeParts);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    return resolveQuery(result, relative, parts, bare);
  }
  if (parts.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return finish(result);
  }
  climb(parts, result, relative, absolute, dotsGo);
  return settle(result, relative, parts, absolute, bare);
}

// In a scheme without slashes the host counts as the first part of the path.
function hostIntoPath(result, relative, parts, relativeParts) {
  result.hostname = '';
  result.port = null;
  if (result.host) {
    if (parts[0] === '') parts[0] = result.host;
    else parts.unshift(result.host);
  }
  result.host = '';
  if (!relative.protocol) return;
  relative.hostname = null;
  relative.port = null;
  result.auth = null;
  if (relative.host) {
    if (relativeParts[0] === '') relativeParts[0] = relative.host;
    else relativeParts.unshift(relative.host);
  }
  relative.host = null;
}

function hostOutOfPath(result, host) {
  result.hostname = result.host = host;
  if (!host || !(host.indexOf('@') > 0)) return;
  const [auth, name] = host.split('@');
  result.auth = auth;
  result.host = result.hostname = name;
}

function takeAuthority(result, relative) {
  if (relative.host || relative.host === '') {
    if (result.host !== relative.host) result.auth = null;
    result.host = relative.host;
    result.port = relative.port;
  }
  if (relative.hostname || relative.hostname === '') {
    if (result.hostname !== relative.hostname) result.auth = null;
    result.hostname = relative.hostname;
  }
  result.search = relative.search;
  result.query = relative.query;
}

function resolveQuery(result, relative, parts, bare) {
  if (bare) hostOutOfPath(result, parts.shift());
  result.search = relative.search;
  result.query = relative.query;
  if (result.pathname !== null || result.search !== null) result.path = joinPath(result);
  return finish(result);
}

// climb resolves the dots among the parts, from the end.
function climb(parts, result, relative, absolute, dotsGo) {
  const last = parts[parts.length - 1];
  const trailing = last === '' || ((result.host || relative.host || parts.length > 1) && (last === '.' || last === '..'));
  let up = 0;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    if (part !== '.' && part !== '..' && up === 0) continue;
    parts.splice(i, 1);
    if (part === '..') up++;
    else if (part !== '.') up--;
  }
  if (!absolute && !dotsGo) for (; up > 0; up--) parts.unshift('..');
  if (absolute && parts[0] !== '' && !parts[0]?.startsWith('/')) parts.unshift('');
  if (trailing && !parts.join('/').endsWith('/')) parts.push('');
}

function settle(result, relative, parts, absolute, bare) {
  const rooted = parts[0] === '' || parts[0]?.[0] === '/';
  if (bare) hostOutOfPath(result, rooted || parts.length === 0 ? '' : parts.shift());
  if ((absolute || (result.host && parts.length > 0)) && !rooted) parts.unshift('');
  if (parts.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = parts.join('/');
  }
  if (result.pathname !== null || result.search !== null) result.path = joinPath(result);
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  return finish(result);
}

class URLPattern {
  constructor() { notImplemented('URLPattern')(); }
}

module.exports = {
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,

  URL,
  URLPattern,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,

  pathToFileURL,
  fileURLToPath,
  fileURLToPathBuffer,
  urlToHttpOptions,
};
