'use strict';
// Node's errors: one class for each code, made at first use, and the few that are named rather than coded.
// The texts are Node 24's; the tables below are the whole of them that Loopbook's modules throw.

const texts = require('internal/error_texts');

let inspection;
const inspect = (value, options) => (inspection ??= require('internal/inspect')).inspect(value, options);
const format = (...args) => (inspection ??= require('internal/inspect')).format(...args);

function invariant(ok, message) {
  if (!ok) throw new codes.ERR_INTERNAL_ASSERTION(message);
}

// captureStack writes err.stack anew, with the name and message that err has now.
function captureStack(err) {
  if (typeof Error.captureStackTrace === 'function') Error.captureStackTrace(err);
  void err.stack; // it is written when it is first asked for
}

// withStackHead makes the first line of err.stack read `Name [CODE]: message`, as Node's stacks do.
function withStackHead(err, code) {
  Object.defineProperty(err, 'name', { value: `${err.name} [${code}]`, configurable: true, writable: true });
  captureStack(err);
  delete err.name;
}

function setMessage(err, text, args) {
  const value = typeof text === 'function' ? Reflect.apply(text, err, args) :
    args.length === 0 ? text : format(text, ...args);
  Object.defineProperty(err, 'message', { value, configurable: true, writable: true, enumerable: false });
}

function errorClass(code, Base, text) {
  return class NodeError extends Base {
    constructor(...args) {
      super();
      this.code = code;
      setMessage(this, text, args);
      withStackHead(this, code);
    }

    get ['constructor']() { return Base; }

    toString() { return `${this.name} [${code}]: ${this.message}`; }

    // Some codes are thrown with another base than their usual one: new ERR_INVALID_STATE.TypeError('x').
    static get TypeError() { return own(this, 'TypeError', () => errorClass(code, TypeError, text)); }

    static get RangeError() { return own(this, 'RangeError', () => errorClass(code, RangeError, text)); }
  };
}

function own(holder, name, make) {
  const value = make();
  Object.defineProperty(holder, name, { value, configurable: true, writable: true });
  return value;
}

// A SystemError carries the failed call's context as `info`; its errno, syscall, path and dest look into it.
class SystemError extends Error {
  constructor(code, text, context) {
    super();
    this.code = code;
    const where = context.path === undefined ? '' : ` ${context.path}`;
    const to = context.dest === undefined ? '' : ` => ${context.dest}`;
    const message = `${text}: ${context.syscall} returned ${context.code} (${context.message})${where}${to}`;
    Object.defineProperties(this, {
      name: { value: 'SystemError', configurable: true, writable: true },
      message: { value: message, configurable: true, writable: true },
      info: { value: context, configurable: true, enumerable: true },
    });
    for (const key of ['errno', 'syscall', 'path', 'dest']) {
      if (key === 'errno' || key === 'syscall' || context[key] !== undefined) mirror(this, context, key);
    }
    Object.defineProperty(this, 'name', { value: `SystemError [${code}]` });
    captureStack(this);
    Object.defineProperty(this, 'name', { value: 'SystemError' });
  }

  toString() { return `${this.name} [${this.code}]: ${this.message}`; }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    return inspect(this, { ...options, getters: true, customInspect: false });
  }
}

function mirror(err, context, key) {
  const text = key === 'path' || key === 'dest';
  Object.defineProperty(err, key, {
    configurable: true,
    enumerable: true,
    get: () => (text && context[key] != null ? String(context[key]) : context[key]),
    set: (value) => { context[key] = value; },
  });
}

function systemErrorClass(code, text) {
  return class NodeError extends SystemError {
    constructor(context) { super(code, text, context); }
  };
}

// AbortError is a plain Error with a name and a code, not the DOMException of the web.
class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

// UVException is the error of a failed system call: "ENOENT: no such file or directory, open 'x'".
// The context's own keys (errno, syscall, …) become the error's, in their order, then code, path, dest.
class UVException extends Error {
  constructor(context) {
    const [code, text] = require('internal/uv').errors().get(context.errno) ?? ['UNKNOWN', 'unknown error'];
    const path = context.path ? String(context.path) : undefined;
    const dest = context.dest ? String(context.dest) : undefined;
    super(`${code}: ${context.message || text}, ${context.syscall}` +
      (path ? ` '${path}'` : '') + (dest ? ` -> '${dest}'` : ''));
    for (const key of Object.keys(context)) {
      if (key !== 'message' && key !== 'path' && key !== 'dest') this[key] = context[key];
    }
    this.code = code;
    if (path) this.path = path;
    if (dest) this.dest = dest;
  }

  get ['constructor']() { return Error; }
}

// UVExceptionWithHostPort is the error of a failed network call: "connect ECONNREFUSED 127.0.0.1:1".
// In both, the address part follows Node: with a port "host:port", without one the host alone.
class UVExceptionWithHostPort extends Error {
  constructor(errno, syscall, address, port) {
    const [code, text] = require('internal/uv').errors().get(errno) ?? ['UNKNOWN', 'unknown error'];
    super(`${syscall} ${code}: ${text}${hostPort(address, port)}`);
    this.code = code;
    this.errno = errno;
    this.syscall = syscall;
    this.address = address;
    if (port) this.port = port;
  }

  get ['constructor']() { return Error; }
}

class ExceptionWithHostPort extends Error {
  constructor(errno, syscall, address, port, additional) {
    const code = require('internal/uv').name(errno);
    super(`${syscall} ${code}${hostPort(address, port)}${additional ? ` - Local (${additional})` : ''}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    this.address = address;
    if (port) this.port = port;
  }

  get ['constructor']() { return Error; }
}

function hostPort(address, port) {
  if (port > 0) return ` ${address}:${port}`;
  return address ? ` ${address}` : '';
}

class ErrnoException extends Error {
  constructor(errno, syscall, original) {
    const code = require('internal/uv').name(errno);
    super(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
  }

  get ['constructor']() { return Error; }
}

class DNSException extends Error {
  constructor(code, syscall, hostname) {
    let errno;
    if (typeof code === 'number') {
      errno = code;
      code = code === -3007 || code === -3008 ? 'ENOTFOUND' : require('internal/uv').name(code);
    }
    super(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`);
    this.errno = errno;
    this.code = code;
    this.syscall = syscall;
    if (hostname) this.hostname = hostname;
  }

  get ['constructor']() { return Error; }
}

class ConnResetException extends Error {
  constructor(message) {
    super(message);
    this.code = 'ECONNRESET';
  }

  get ['constructor']() { return Error; }
}

class NodeAggregateError extends AggregateError {
  constructor(errors, message) {
    super(errors, message);
    this.code = errors[0]?.code;
  }

  get ['constructor']() { return AggregateError; }
}

// aggregateTwoErrors keeps the outer error and what went wrong before it.
function aggregateTwoErrors(inner, outer) {
  if (!inner || !outer || inner === outer) return inner || outer;
  if (Array.isArray(outer.errors)) {
    outer.errors.push(inner);
    return outer;
  }
  const both = new AggregateError([outer, inner], outer.message);
  both.code = outer.code;
  return both;
}

function genericNodeError(message, properties) {
  return Object.assign(new Error(message), properties);
}

// received says what a value is, for "… Received …".
function received(value) {
  if (value === null || value === undefined) return String(value);
  switch (typeof value) {
    case 'function': return `function ${value.name}`;
    case 'bigint': return `type bigint (${value}n)`;
    case 'number': return `type number (${Object.is(value, -0) ? '-0' : value})`;
    case 'boolean':
    case 'symbol': return `type ${typeof value} (${String(value)})`;
    case 'string': {
      const text = value.length > 28 ? `${value.slice(0, 25)}...` : value;
      return `type string (${text.includes("'") ? JSON.stringify(text) : `'${text}'`})`;
    }
  }
  if (value.constructor && 'name' in value.constructor) return `an instance of ${value.constructor.name}`;
  return inspect(value, { depth: -1 });
}

// list writes "a", "a and b", "a, b, and c".
function list(items, word = 'and') {
  if (items.length < 3) return items.join(` ${word} `);
  return `${items.slice(0, -1).join(', ')}, ${word} ${items[items.length - 1]}`;
}

const typeNames = new Set(['string', 'function', 'number', 'object', 'Function', 'Object', 'boolean', 'bigint', 'symbol']);

function expectation(expected) {
  const types = [];
  const instances = [];
  const other = [];
  for (const one of Array.isArray(expected) ? expected : [expected]) {
    if (typeNames.has(one)) types.push(one.toLowerCase());
    else if (/^[A-Z][a-zA-Z0-9]*$/.test(one)) instances.push(one);
    else other.push(one);
  }
  const object = types.indexOf('object');
  if (instances.length > 0 && object !== -1) {
    types.splice(object, 1);
    instances.push('Object');
  }
  const parts = [];
  if (types.length > 0) parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ${list(types, 'or')}`);
  if (instances.length > 0) parts.push(`an instance of ${list(instances, 'or')}`);
  if (other.length > 1) parts.push(`one of ${list(other, 'or')}`);
  if (other.length === 1) parts.push(`${other[0].toLowerCase() === other[0] ? '' : 'an '}${other[0]}`);
  return parts.join(' or ');
}

const kindOf = (name) => (name.includes('.') ? 'property' : 'argument');

// grouped writes 1234567 as 1_234_567. It knows digits only: 1e+300 comes out as 1e+_300, in Node too.
function grouped(digits) {
  const sign = digits[0] === '-' ? 1 : 0;
  let end = digits.length;
  let tail = '';
  for (; end >= sign + 4; end -= 3) tail = `_${digits.slice(end - 3, end)}${tail}`;
  return digits.slice(0, end) + tail;
}

function outOfRange(value) {
  if (typeof value === 'bigint') {
    const big = value > 2n ** 32n || value < -(2n ** 32n);
    return `${big ? grouped(String(value)) : value}n`;
  }
  if (Number.isInteger(value) && Math.abs(value) > 2 ** 32) return grouped(String(value));
  return inspect(value);
}

const functions = {
  ERR_BUFFER_OUT_OF_BOUNDS: [RangeError, (name) =>
    (name ? `"${name}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds')],
  ERR_ACCESS_DENIED: [Error, function(message, permission = '', resource = '') {
    this.permission = permission;
    this.resource = resource;
    return message;
  }],
  ERR_ENCODING_INVALID_ENCODED_DATA: [TypeError, function(encoding, ret) {
    this.errno = ret;
    return `The encoded data was not valid for encoding ${encoding}`;
  }],
  ERR_FALSY_VALUE_REJECTION: [Error, function(reason) {
    this.reason = reason;
    return 'Promise was rejected with falsy value';
  }],
  ERR_IMPORT_ATTRIBUTE_UNSUPPORTED: [TypeError, (attribute, value, url) =>
    `Import attribute "${attribute}" with value "${value}" is not supported${url === undefined ? '' : ` in ${url}`}`],
  ERR_INTERNAL_ASSERTION: [Error, (message) =>
    `${message === undefined ? '' : `${message}\n`}This is caused by a bug in Loopbook or by incorrect use of its internals.\n`],
  ERR_INVALID_ADDRESS_FAMILY: [RangeError, function(type, host, port) {
    this.host = host;
    this.port = port;
    return `Invalid address family: ${type} ${host}:${port}`;
  }],
  ERR_INVALID_ARG_TYPE: [TypeError, (name, expected, actual) => {
    invariant(typeof name === 'string', "'name' must be a string");
    const subject = name.endsWith(' argument') ? name : `"${name}" ${kindOf(name)}`;
    return `The ${subject} must be ${expectation(expected)}. Received ${received(actual)}`;
  }],
  ERR_INVALID_ARG_VALUE: [TypeError, (name, value, reason = 'is invalid') => {
    let text = inspect(value);
    if (text.length > 128) text = `${text.slice(0, 128)}...`;
    return `The ${kindOf(name)} '${name}' ${reason}. Received ${text}`;
  }],
  ERR_INVALID_CHAR: [TypeError, (name, field) =>
    `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`],
  ERR_INVALID_FILE_URL_PATH: [TypeError, function(reason, input) {
    this.input = input;
    return `File URL path ${reason}`;
  }],
  ERR_INVALID_MIME_SYNTAX: [TypeError, (production, text, index) =>
    `The MIME syntax for a ${production} in "${text}" is invalid${index === -1 ? '' : ` at ${index}`}`],
  ERR_INVALID_MODULE_SPECIFIER: [TypeError, (request, reason, base) =>
    `Invalid module "${request}" ${reason}${base ? ` imported from ${base}` : ''}`],
  ERR_INVALID_PACKAGE_CONFIG: [Error, (path, base, message) =>
    `Invalid package config ${path}${base ? ` while importing ${base}` : ''}${message ? `. ${message}` : ''}`],
  ERR_INVALID_PACKAGE_TARGET: [Error, packageTarget],
  ERR_INVALID_RETURN_PROPERTY: [TypeError, (input, name, property, value) =>
    `Expected a valid ${input} to be returned for the "${property}" from the "${name}" hook but got ${received(value)}.`],
  ERR_INVALID_RETURN_PROPERTY_VALUE: [TypeError, (input, name, property, value) =>
    `Expected ${input} to be returned for the "${property}" from the "${name}" hook but got ${received(value)}.`],
  ERR_INVALID_RETURN_VALUE: [TypeError, (input, name, value) =>
    `Expected ${input} to be returned from the "${name}" function but got ${received(value)}.`],
  ERR_INVALID_URL: [TypeError, function(input, base = null) {
    this.input = input;
    if (base != null) this.base = base;
    return 'Invalid URL';
  }],
  ERR_INVALID_URL_SCHEME: [TypeError, (expected) => {
    const all = typeof expected === 'string' ? [expected] : expected;
    return `The URL must be ${all.length === 2 ? `one of scheme ${all[0]} or ${all[1]}` : `of scheme ${all[0]}`}`;
  }],
  ERR_IP_BLOCKED: [Error, (ip) => `IP(${ip}) is blocked by net.BlockList`],
  ERR_MISSING_ARGS: [TypeError, (...names) => {
    const quoted = names.map((name) => (Array.isArray(name) ? name.map((n) => `"${n}"`).join(' or ') : `"${name}"`));
    return `The ${list(quoted)} argument${names.length > 1 ? 's' : ''} must be specified`;
  }],
  ERR_MODULE_NOT_FOUND: [Error, function(path, base, url) {
    if (url) this.url = `${url}`;
    return `Cannot find ${url ? 'module' : 'package'} '${path}' imported from ${base}`;
  }],
  ERR_OUT_OF_RANGE: [RangeError, (name, range, value, whole = false) =>
    `${whole ? name : `The value of "${name}" is out of range.`} It must be ${range}. Received ${outOfRange(value)}`],
  ERR_PACKAGE_IMPORT_NOT_DEFINED: [TypeError, (specifier, path, base) =>
    `Package import specifier "${specifier}" is not defined${path ? ` in package ${path}package.json` : ''} imported from ${base}`],
  ERR_PACKAGE_PATH_NOT_EXPORTED: [Error, (path, subpath, base) =>
    `${subpath === '.' ? `No "exports" main defined in ${path}package.json` :
      `Package subpath '${subpath}' is not defined by "exports" in ${path}package.json`}${base ? ` imported from ${base}` : ''}`],
  ERR_PARSE_ARGS_UNKNOWN_OPTION: [TypeError, (option, positionals) =>
    `Unknown option '${option}'${positionals ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- ${JSON.stringify(option)}` : ''}`],
  ERR_REQUIRE_ESM: [Error, (filename, parent) =>
    `require() of ES Module ${filename}${parent ? ` from ${parent}` : ''} not supported.`],
  ERR_SOCKET_BAD_PORT: [RangeError, (name, port, zero = true) =>
    `${name} should be ${zero ? '>=' : '>'} 0 and < 65536. Received ${received(port)}.`],
  ERR_TLS_CERT_ALTNAME_INVALID: [Error, function(reason, host, cert) {
    this.reason = reason;
    this.host = host;
    this.cert = cert;
    return `Hostname/IP does not match certificate's altnames: ${reason}`;
  }],
  ERR_UNHANDLED_ERROR: [Error, (err) => (err === undefined ? 'Unhandled error.' : `Unhandled error. (${err})`)],
  ERR_UNSUPPORTED_DIR_IMPORT: [Error, function(path, base, url) {
    this.url = url;
    return `Directory import '${path}' is not supported resolving ES modules imported from ${base}`;
  }],
  ERR_UNSUPPORTED_ESM_URL_SCHEME: [Error, (url, supported) =>
    `Only URLs with a scheme in: ${list(supported)} are supported by the default ESM loader. Received protocol '${url.protocol}'`],
};

function packageTarget(path, key, target, isImport = false, base = undefined) {
  const hint = typeof target === 'string' && !isImport && target.length > 0 && !target.startsWith('./') ?
    '; targets must start with "./"' : '';
  const from = base ? ` imported from ${base}` : '';
  const text = JSON.stringify(target);
  if (key === '.') return `Invalid "exports" main target ${text} defined in the package config ${path}package.json${from}${hint}`;
  const field = isImport ? 'imports' : 'exports';
  return `Invalid "${field}" target ${text} defined for '${key}' in the package config ${path}package.json${from}${hint}`;
}

const bases = { Error, TypeError, RangeError, URIError, SyntaxError };

function classOf(code) {
  if (Object.hasOwn(functions, code)) return errorClass(code, ...functions[code]);
  for (const [name, table] of Object.entries(texts)) {
    if (!Object.hasOwn(table, code)) continue;
    return name === 'SystemError' ? systemErrorClass(code, table[code]) : errorClass(code, bases[name], table[code]);
  }
  return undefined;
}

// codes.ERR_X is the class of that code, made when it is first looked at.
const codes = new Proxy({}, { get: (made, code) => (made[code] ??= classOf(code)) });

// notImplemented makes the function that stands where Node has one and Loopbook does not yet.
function notImplemented(name) {
  const fn = function() { throw new codes.ERR_METHOD_NOT_IMPLEMENTED(name); };
  Object.defineProperty(fn, 'name', { value: name.slice(name.lastIndexOf('.') + 1), configurable: true });
  return fn;
}

module.exports = {
  AbortError,
  ConnResetException,
  DNSException,
  ErrnoException,
  ExceptionWithHostPort,
  NodeAggregateError,
  SystemError,
  UVException,
  UVExceptionWithHostPort,
  aggregateTwoErrors,
  captureStack,
  codes,
  determineSpecificType: received,
  genericNodeError,
  notImplemented,
};
