'use strict';
// Agent: which socket a request gets, and which ones are kept for the next request to the same place.

const EventEmitter = require('events');
const net = require('net');
const { AsyncResource } = require('async_hooks');
const { validateNumber, validateOneOf, validateString } = require('internal/validators');
const { kEmptyObject } = require('internal/shape');
const native = require('internal/http/native');

const kRequestOptions = Symbol('requestOptions');
const kResource = Symbol('requestAsyncResource');

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  this.options = { __proto__: null, ...options };
  this.defaultPort = this.options.defaultPort || 80;
  this.protocol = this.options.protocol || 'http:';
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  this.options.path = null; // not to be taken for a socket's
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  const buffer = this.options.agentKeepAliveTimeoutBuffer;
  this.agentKeepAliveTimeoutBuffer = typeof buffer === 'number' && buffer >= 0 && Number.isFinite(buffer) ? buffer : 1000;
  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets === undefined) this.maxTotalSockets = Infinity;
  else validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);
  this.on('free', onFree);
}

Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);
Agent.defaultMaxSockets = Infinity;

// onFree gives a socket to the request that waits longest for one to its place, keeps it, or lets it go.
function onFree(socket, options) {
  const name = options._agentKey ?? this.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = this.requests[name];
  if (waiting?.length > 0) {
    const req = waiting.shift();
    const resource = req[kResource];
    req[kResource] = null;
    if (resource) resource.runInAsyncScope(() => setRequestSocket(this, req, socket));
    else setRequestSocket(this, req, socket);
    if (waiting.length === 0) delete this.requests[name];
    return;
  }
  const req = socket._httpMessage;
  if (!req?.shouldKeepAlive || !this.keepAlive || !hasRoom(this, name) || !this.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  const free = (this.freeSockets[name] ??= []);
  socket._httpMessage = null;
  this.removeSocket(socket, options);
  if (socket.readableLength > 0) socket.destroy(); // what the next request would take for its answer
  else free.push(socket);
}

function hasRoom(agent, name) {
  const free = agent.freeSockets[name]?.length ?? 0;
  const used = agent.sockets[name]?.length ?? 0;
  return agent.totalSocketCount <= agent.maxTotalSockets && free + used <= agent.maxSockets && free < agent.maxFreeSockets;
}

Agent.prototype.createConnection = function createConnection(...args) {
  return net.createConnection(...args);
};

Agent.prototype.getName = function getName(options = kEmptyObject) {
  let name = `${options.host || 'localhost'}:${options.port || ''}:${options.localAddress || ''}`;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

Agent.prototype.addRequest = function addRequest(req, options, port, localAddress) {
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
  options = { __proto__: null, ...options, ...this.options };
  if (options.socketPath) options.path = options.socketPath;
  if (this.protocol !== 'http:') nameServer(options, req); // a part of the name
  const name = this.getName(options);
  this.sockets[name] ||= [];
  const socket = takeFree(this, name);
  const known = (this.freeSockets[name]?.length ?? 0) + this.sockets[name].length;
  if (socket) {
    this.reuseSocket(socket, req);
    setRequestSocket(this, req, socket);
    this.sockets[name].push(socket);
  } else if (known < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(req, options, (err, made) => {
      if (err) req.onSocket(made, err);
      else setRequestSocket(this, req, made);
    });
  } else {
    req[kRequestOptions] = options;
    req[kResource] = new AsyncResource('QueuedRequest');
    (this.requests[name] ||= []).push(req);
  }
};

function takeFree(agent, name) {
  const free = agent.freeSockets[name];
  if (!free) return undefined;
  while (free.length > 0 && free[0].destroyed) free.shift();
  const socket = agent.scheduling === 'fifo' ? free.shift() : free.pop();
  if (free.length === 0) delete agent.freeSockets[name];
  return socket;
}

Agent.prototype.createSocket = function createSocket(req, options, cb) {
  options = { __proto__: null, ...options, ...this.options };
  if (options.socketPath) options.path = options.socketPath;
  nameServer(options, req);
  const timeout = req.timeout || this.options.timeout || undefined;
  if (timeout) options.timeout = timeout;
  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;
  let created = false;
  const onCreate = (err, socket) => {
    if (created) return;
    created = true;
    if (err) {
      cb(err);
      return;
    }
    (this.sockets[name] ||= []).push(socket);
    this.totalSocketCount++;
    watch(this, socket, options);
    cb(null, socket);
  };
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const socket = this.createConnection(options, onCreate);
  if (socket) onCreate(null, socket);
};

function nameServer(options, req) {
  if (options.servername || options.servername === '') return;
  options.servername = serverName(options, req);
}

function serverName(options, req) {
  let name = options.host;
  const header = req.getHeader('host');
  if (header) {
    validateString(header, 'options.headers.host');
    const end = header.indexOf(']');
    if (header[0] !== '[') [name] = header.split(':', 1);
    else name = end === -1 ? header : header.slice(1, end);
  }
  return net.isIP(name) ? '' : name;
}

// watch follows the life of a socket of the agent.
function watch(agent, socket, options) {
  const onFreed = () => agent.emit('free', socket, options);
  const onClose = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  };
  const onTimeout = () => {
    if (Object.values(agent.freeSockets).some((list) => list.includes(socket))) socket.destroy();
  };
  const onRemove = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
    for (const [event, listener] of listeners) socket.removeListener(event, listener);
  };
  const listeners = [['free', onFreed], ['close', onClose], ['timeout', onTimeout], ['agentRemove', onRemove]];
  for (const [event, listener] of listeners) socket.on(event, listener);
}

Agent.prototype.removeSocket = function removeSocket(socket, options) {
  const name = options._agentKey ?? this.getName(options);
  for (const set of socket.writable ? [this.sockets] : [this.sockets, this.freeSockets]) {
    const index = set[name]?.indexOf(socket) ?? -1;
    if (index === -1) continue;
    set[name].splice(index, 1);
    if (set[name].length === 0) delete set[name];
  }
  let req = this.requests[name]?.[0];
  if (!req) {
    const [other] = Object.keys(this.requests);
    if (other !== undefined && !(this.sockets[other]?.length > 0)) {
      [req] = this.requests[other];
      options = req[kRequestOptions];
    }
  }
  if (!req || !options) return;
  req[kRequestOptions] = undefined;
  this.createSocket(req, options, (err, made) => {
    if (err) req.onSocket(null, err);
    else made.emit('free');
  });
};

Agent.prototype.keepSocketAlive = function keepSocketAlive(socket) {
  if (!socket._httpKept) {
    socket._httpKept = true;
    socket.setKeepAlive(true, this.keepAliveMsecs);
  }
  socket.unref();
  let timeout = this.options.timeout || 0;
  const res = socket._httpMessage?.res;
  const header = res && (res._headers === null ? native.headerIn(res._text, 'keep-alive') : res.headers['keep-alive']);
  const hint = header && /^timeout=(\d+)/.exec(header)?.[1];
  if (hint) {
    const allowed = Math.max(Number.parseInt(hint, 10) * 1000 - this.agentKeepAliveTimeoutBuffer, 0);
    if (allowed === 0) return false;
    if (allowed < timeout) timeout = allowed;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return true;
};

Agent.prototype.reuseSocket = function reuseSocket(socket, req) {
  req.reusedSocket = true;
  socket.ref();
};

Agent.prototype.destroy = function destroy() {
  for (const set of [this.freeSockets, this.sockets]) {
    for (const list of Object.values(set)) for (const socket of [...list]) socket.destroy();
  }
};

function setRequestSocket(agent, req, socket) {
  req.onSocket(socket);
  const timeout = agent.options.timeout || 0;
  if (req.timeout === undefined || req.timeout === timeout) return;
  socket.setTimeout(req.timeout);
}

// Node's global agents keep their connections for five seconds.
module.exports = { Agent, globalAgent: new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }) };
