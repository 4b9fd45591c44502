'use strict';
// Node's errors: one class for each code, made at first use, and the few that are named rather than coded.
// The texts are Node 24's; the tables below are the whole of them that Loopbook's modules throw.

let inspection;
const inspect = (value, options) => (inspection ??= require('internal/inspect')).inspect(value, options);
const format = (...args) => (inspection ??= require('internal/inspect')).format(...args);

function invariant(ok, message) {
  if (!ok) throw new codes.ERR_INTERNAL_ASSERTION(message);
}

// captureStack writes err.stack anew, with the name and message that err has now.
function captureStack(err) {
  if (typeof Error.captureStackTrace === 'function') Error.captureStackTrace(err, err.constructor);
  else void err.stack; // the bare engine writes it when it is first asked for
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

const texts = [
  [Error, {
    ERR_ASSERTION: '%s',
    ERR_ASYNC_LOADER_REQUEST_NEVER_SETTLED: 'Async loader request never settled',
    ERR_CHILD_CLOSED_BEFORE_REPLY: 'Child closed before reply received',
    ERR_CHILD_PROCESS_IPC_REQUIRED: "Forked processes must have an IPC channel, missing value 'ipc' in %s",
    ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY: 'Public key is not valid for specified curve',
    ERR_CRYPTO_ENGINE_UNKNOWN: 'Engine "%s" was not found',
    ERR_CRYPTO_HASH_FINALIZED: 'Digest already called',
    ERR_CRYPTO_HASH_UPDATE_FAILED: 'Hash update failed',
    ERR_CRYPTO_INCOMPATIBLE_KEY: 'Incompatible %s: %s',
    ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS: 'The selected key encoding %s %s.',
    ERR_CRYPTO_INVALID_STATE: 'Invalid state for operation %s',
    ERR_CRYPTO_PBKDF2_ERROR: 'PBKDF2 error',
    ERR_CRYPTO_SCRYPT_NOT_SUPPORTED: 'Scrypt algorithm not supported',
    ERR_CRYPTO_SIGN_KEY_REQUIRED: 'No key provided to sign',
    ERR_DIR_CLOSED: 'Directory handle was closed',
    ERR_DIR_CONCURRENT_OPERATION: 'Cannot do synchronous work on directory handle with concurrent asynchronous operations',
    ERR_DNS_SET_SERVERS_FAILED: 'c-ares failed to set servers: "%s" [%s]',
    ERR_EVENT_RECURSION: 'The event "%s" is already being dispatched',
    ERR_FS_WATCH_QUEUE_OVERFLOW: 'fs.watch() queued more than %d events',
    ERR_HTTP_BODY_NOT_ALLOWED: 'Adding content for this request method or response status is not allowed.',
    ERR_HTTP_CONTENT_LENGTH_MISMATCH: "Response body's content-length of %s byte(s) does not match the content-length of %s byte(s) set in header",
    ERR_HTTP_HEADERS_SENT: 'Cannot %s headers after they are sent to the client',
    ERR_HTTP_REQUEST_TIMEOUT: 'Request timeout',
    ERR_HTTP_SOCKET_ASSIGNED: 'ServerResponse has an already assigned socket',
    ERR_HTTP_SOCKET_ENCODING: 'Changing the socket encoding is not allowed per RFC7230 Section 3.',
    ERR_HTTP_TRAILER_INVALID: 'Trailers are invalid with this transfer encoding',
    ERR_INSPECTOR_NOT_AVAILABLE: 'Inspector is not available',
    ERR_INVALID_STATE: 'Invalid state: %s',
    ERR_IPC_CHANNEL_CLOSED: 'Channel closed',
    ERR_IPC_DISCONNECTED: 'IPC channel is already disconnected',
    ERR_IPC_ONE_PIPE: 'Child process can have only one IPC pipe',
    ERR_IPC_SYNC_FORK: 'IPC cannot be used with synchronous forks',
    ERR_METHOD_NOT_IMPLEMENTED: 'The %s method is not implemented',
    ERR_MULTIPLE_CALLBACK: 'Callback called multiple times',
    ERR_OPERATION_FAILED: 'Operation failed: %s',
    ERR_REQUIRE_ASYNC_MODULE: 'require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await comes from, use --experimental-print-required-tla.',
    ERR_REQUIRE_CYCLE_MODULE: '%s',
    ERR_SCRIPT_EXECUTION_INTERRUPTED: 'Script execution was interrupted by `SIGINT`',
    ERR_SERVER_ALREADY_LISTEN: 'Listen method has been called more than once without closing.',
    ERR_SERVER_NOT_RUNNING: 'Server is not running.',
    ERR_SOCKET_ALREADY_BOUND: 'Socket is already bound',
    ERR_SOCKET_CLOSED: 'Socket is closed',
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION: 'Socket closed before the connection was established',
    ERR_SOCKET_CONNECTION_TIMEOUT: 'Socket connection timeout',
    ERR_SOCKET_DGRAM_IS_CONNECTED: 'Already connected',
    ERR_SOCKET_DGRAM_NOT_CONNECTED: 'Not connected',
    ERR_SOCKET_DGRAM_NOT_RUNNING: 'Not running',
    ERR_STREAM_ALREADY_FINISHED: 'Cannot call %s after a stream was finished',
    ERR_STREAM_CANNOT_PIPE: 'Cannot pipe, not readable',
    ERR_STREAM_DESTROYED: 'Cannot call %s after a stream was destroyed',
    ERR_STREAM_PREMATURE_CLOSE: 'Premature close',
    ERR_STREAM_PUSH_AFTER_EOF: 'stream.push() after EOF',
    ERR_STREAM_UNABLE_TO_PIPE: 'Cannot pipe to a closed or destroyed stream',
    ERR_STREAM_UNSHIFT_AFTER_END_EVENT: 'stream.unshift() after end event',
    ERR_STREAM_WRAP: 'Stream has StringDecoder set or is in objectMode',
    ERR_STREAM_WRITE_AFTER_END: 'write after end',
    ERR_TLS_HANDSHAKE_TIMEOUT: 'TLS handshake timeout',
    ERR_TLS_REQUIRED_SERVER_NAME: '"servername" is required parameter for Server.addContext',
    ERR_TRACE_EVENTS_UNAVAILABLE: 'Trace events are unavailable',
    ERR_UNAVAILABLE_DURING_EXIT: 'Cannot call function in process exit handler',
    ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET: '`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active',
    ERR_UNKNOWN_BUILTIN_MODULE: 'No such built-in module: %s',
    ERR_UNKNOWN_CREDENTIAL: '%s identifier does not exist: %s',
    ERR_USE_AFTER_CLOSE: '%s was closed',
    ERR_VALID_PERFORMANCE_ENTRY_TYPE: 'At least one valid performance entry type is required',
    ERR_WORKER_INIT_FAILED: 'Worker initialization failure: %s',
    ERR_WORKER_NOT_RUNNING: 'Worker instance not running',
    ERR_WORKER_UNSERIALIZABLE_ERROR: 'Serializing an uncaught exception failed',
  }],
  [TypeError, {
    ERR_AMBIGUOUS_ARGUMENT: 'The "%s" argument is ambiguous. %s',
    ERR_ARG_NOT_ITERABLE: '%s must be iterable',
    ERR_ASYNC_CALLBACK: '%s must be a function',
    ERR_ASYNC_TYPE: 'Invalid name for async "type": %s',
    ERR_CONSOLE_WRITABLE_STREAM: 'Console expects a writable stream instance for %s',
    ERR_CONSTRUCT_CALL_REQUIRED: 'Class constructor %s cannot be invoked without `new`',
    ERR_CRYPTO_ECDH_INVALID_FORMAT: 'Invalid ECDH format: %s',
    ERR_CRYPTO_INVALID_DIGEST: 'Invalid digest: %s',
    ERR_CRYPTO_INVALID_JWK: 'Invalid JWK data',
    ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE: 'Invalid key object type %s, expected %s.',
    ERR_HTTP_INVALID_HEADER_VALUE: 'Invalid value "%s" for header "%s"',
    ERR_ILLEGAL_CONSTRUCTOR: 'Illegal constructor',
    ERR_IMPORT_ATTRIBUTE_MISSING: 'Module "%s" needs an import attribute of "%s: %s"',
    ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE: 'Module "%s" is not of type "%s"',
    ERR_INCOMPATIBLE_OPTION_PAIR: 'Option "%s" cannot be used in combination with option "%s"',
    ERR_INVALID_CURSOR_POS: 'Cannot set cursor row without setting its column',
    ERR_INVALID_FD_TYPE: 'Unsupported fd type: %s',
    ERR_INVALID_FILE_URL_HOST: 'File URL host must be "localhost" or empty on %s',
    ERR_INVALID_HANDLE_TYPE: 'This handle type cannot be sent',
    ERR_INVALID_HTTP_TOKEN: '%s must be a valid HTTP token ["%s"]',
    ERR_INVALID_IP_ADDRESS: 'Invalid IP address: %s',
    ERR_INVALID_PROTOCOL: 'Protocol "%s" not supported. Expected "%s"',
    ERR_INVALID_REPL_INPUT: '%s',
    ERR_INVALID_SYNC_FORK_INPUT: 'Asynchronous forks do not support Buffer, TypedArray, DataView or string input: %s',
    ERR_INVALID_THIS: 'Value of "this" must be of type %s',
    ERR_INVALID_TUPLE: '%s must be an iterable %s tuple',
    ERR_MISSING_OPTION: '%s is required',
    ERR_NO_ICU: '%s is not supported on Node.js compiled without ICU',
    ERR_PARSE_ARGS_INVALID_OPTION_VALUE: '%s',
    ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: "Unexpected argument '%s'. This command does not take positional arguments",
    ERR_PERFORMANCE_INVALID_TIMESTAMP: '%d is not a valid timestamp',
    ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS: '%s',
    ERR_SOCKET_BAD_BUFFER_SIZE: 'Buffer size must be a positive integer',
    ERR_SOCKET_BAD_TYPE: 'Bad socket type specified. Valid types are: udp4, udp6',
    ERR_STREAM_NULL_VALUES: 'May not write null values to stream',
    ERR_TLS_INVALID_CONTEXT: '%s must be a SecureContext',
    ERR_TLS_INVALID_PROTOCOL_VERSION: '%j is not a valid %s TLS protocol version',
    ERR_TRAILING_JUNK_AFTER_STREAM_END: 'Trailing junk found after the end of the compressed stream',
    ERR_UNESCAPED_CHARACTERS: '%s contains unescaped characters',
    ERR_UNKNOWN_ENCODING: 'Unknown encoding: %s',
    ERR_UNKNOWN_FILE_EXTENSION: 'Unknown file extension "%s" for %s',
    ERR_UNKNOWN_SIGNAL: 'Unknown signal: %s',
    ERR_UNSUPPORTED_RESOLVE_REQUEST: 'Failed to resolve module specifier "%s" from "%s": Invalid relative URL or base scheme is not hierarchical.',
    ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING: 'A dynamic import callback was not specified.',
    ERR_WORKER_UNSUPPORTED_OPERATION: '%s is not supported in workers',
  }],
  [RangeError, {
    ERR_BROTLI_INVALID_PARAM: '%s is not a valid Brotli parameter',
    ERR_BUFFER_TOO_LARGE: 'Cannot create a Buffer larger than %s bytes',
    ERR_CHILD_PROCESS_STDIO_MAXBUFFER: '%s maxBuffer length exceeded',
    ERR_ENCODING_NOT_SUPPORTED: 'The "%s" encoding is not supported',
    ERR_FS_FILE_TOO_LARGE: 'File size (%s) is greater than 2 GiB',
    ERR_HTTP_INVALID_STATUS_CODE: 'Invalid status code: %s',
    ERR_INVALID_ASYNC_ID: 'Invalid %s value: %s',
    ERR_INVALID_BUFFER_SIZE: 'Buffer size must be a multiple of %s',
    ERR_INVALID_FD: '"fd" must be a positive integer: %s',
    ERR_UNKNOWN_MODULE_FORMAT: 'Unknown module format: %s for URL %s',
    ERR_ZSTD_INVALID_PARAM: '%s is not a valid zstd parameter',
  }],
  [URIError, { ERR_INVALID_URI: 'URI malformed' }],
  [SyntaxError, {
    ERR_INVALID_TYPESCRIPT_SYNTAX: '%s',
    ERR_TLS_CERT_ALTNAME_FORMAT: 'Invalid subject alternative name string',
    ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: '%s',
  }],
  [SystemError, {
    ERR_FS_CP_DIR_TO_NON_DIR: 'Cannot overwrite non-directory with directory',
    ERR_FS_CP_EEXIST: 'Target already exists',
    ERR_FS_CP_EINVAL: 'Invalid src or dest',
    ERR_FS_CP_FIFO_PIPE: 'Cannot copy a FIFO pipe',
    ERR_FS_CP_NON_DIR_TO_DIR: 'Cannot overwrite directory with non-directory',
    ERR_FS_CP_SOCKET: 'Cannot copy a socket file',
    ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY: 'Cannot overwrite symlink in subdirectory of self',
    ERR_FS_CP_UNKNOWN: 'Cannot copy an unknown file type',
    ERR_FS_EISDIR: 'Path is a directory',
    ERR_SOCKET_BUFFER_SIZE: 'Could not get or set buffer size',
    ERR_SYSTEM_ERROR: 'A system error occurred',
    ERR_TTY_INIT_FAILED: 'TTY initialization failed',
  }],
];

// codes.ERR_X is the class of that code; the class is made when it is first looked at.
const codes = {};

function declare(code, Base, text) {
  Object.defineProperty(codes, code, {
    configurable: true,
    enumerable: true,
    get: () => own(codes, code, () => (Base === SystemError ? systemErrorClass(code, text) : errorClass(code, Base, text))),
  });
}

for (const code of Object.keys(functions)) declare(code, ...functions[code]);
for (const [Base, table] of texts) {
  for (const code of Object.keys(table)) declare(code, Base, table[code]);
}

// notImplemented makes the function that stands where Node has one and Loopbook does not yet.
function notImplemented(name) {
  const fn = () => { throw new codes.ERR_METHOD_NOT_IMPLEMENTED(name); };
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
