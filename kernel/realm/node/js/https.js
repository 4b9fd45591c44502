'use strict';
// https: http on tls.

const { Agent: PlainAgent } = require('internal/http/agent');
const { ClientRequest } = require('internal/http/client');
const { URL, isURL, urlToHttpOptions } = require('internal/url');
const { later } = require('internal/shape');

function createServer(options, requestListener) {
  return new module.exports.Server(options, requestListener);
}

// ---- Agent

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  options = { __proto__: null, ...options };
  options.defaultPort ??= 443;
  options.protocol ??= 'https:';
  PlainAgent.call(this, options);
  this.maxCachedSessions = this.options.maxCachedSessions ?? 100;
  this._sessionCache = { map: {}, list: [] };
}

Object.setPrototypeOf(Agent.prototype, PlainAgent.prototype);
Object.setPrototypeOf(Agent, PlainAgent);

Agent.prototype.createConnection = function createConnection(port, host, options) {
  if (port !== null && typeof port === 'object') options = port;
  else if (host !== null && typeof host === 'object') options = { ...host };
  else options = options === null || typeof options !== 'object' ? {} : { ...options };
  if (typeof port === 'number') options.port = port;
  if (typeof host === 'string') options.host = host;
  const key = options._agentKey;
  if (key) {
    const session = this._getSession(key);
    if (session) options = { session, ...options };
  }
  const socket = require('tls').connect(options);
  if (key) {
    socket.on('session', (session) => this._cacheSession(key, session));
    socket.once('close', (err) => { if (err) this._evictSession(key); });
  }
  return socket;
};

// What must agree for two requests to share a connection, beside the place.
const parts = ['ca', 'cert', 'clientCertEngine', 'ciphers', 'key', 'pfx', 'rejectUnauthorized', 'servername', 'minVersion', 'maxVersion',
  'secureProtocol', 'crl', 'honorCipherOrder', 'ecdhCurve', 'dhparam', 'secureOptions', 'sessionIdContext', 'sigalgs',
  'privateKeyIdentifier', 'privateKeyEngine'];
const json = new Set(['sigalgs']);
const defined = new Set(['rejectUnauthorized', 'honorCipherOrder', 'secureOptions']);

Agent.prototype.getName = function getName(options = {}) {
  let name = PlainAgent.prototype.getName.call(this, options);
  for (const part of parts) {
    name += ':';
    const value = options[part];
    if (part === 'servername' && value === options.host) continue;
    if (part === 'pfx' && Array.isArray(value)) name += value.map((one) => one.buf ?? one).join();
    else if (defined.has(part) ? value !== undefined : value) name += json.has(part) ? JSON.stringify(value) : value;
  }
  return name;
};

Agent.prototype._getSession = function _getSession(key) {
  return this._sessionCache.map[key];
};

Agent.prototype._cacheSession = function _cacheSession(key, session) {
  if (this.maxCachedSessions === 0) return;
  const { map, list } = this._sessionCache;
  if (!map[key]) {
    if (list.length >= this.maxCachedSessions) delete map[list.shift()];
    list.push(key);
  }
  map[key] = session;
};

Agent.prototype._evictSession = function _evictSession(key) {
  const { map, list } = this._sessionCache;
  const at = list.indexOf(key);
  if (at === -1) return;
  list.splice(at, 1);
  delete map[key];
};

let globalAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });

// ---- requests

function request(...args) {
  let options = {};
  if (typeof args[0] === 'string') options = urlToHttpOptions(new URL(args.shift()));
  else if (isURL(args[0])) options = urlToHttpOptions(args.shift());
  if (args[0] && typeof args[0] !== 'function') Object.assign(options, args.shift());
  options._defaultAgent = module.exports.globalAgent;
  return new ClientRequest(options, ...args);
}

function get(input, options, cb) {
  const req = request(input, options, cb);
  req.end();
  return req;
}

module.exports = { Agent, createServer, get, request };
Object.defineProperty(module.exports, 'globalAgent', {
  configurable: true, enumerable: true, get: () => globalAgent, set(value) { globalAgent = value; },
});
later(module.exports, 'internal/http/secure', 'Server');
