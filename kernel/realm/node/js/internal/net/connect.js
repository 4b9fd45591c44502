'use strict';
// How a socket gets its connection: the arguments of connect and listen, looking the name up, trying one address after
// the other (RFC 8305, as far as Node goes).

const {
  ExceptionWithHostPort,
  NodeAggregateError,
  codes: {
    ERR_INVALID_ADDRESS_FAMILY,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_IP_ADDRESS,
    ERR_IP_BLOCKED,
    ERR_SOCKET_CONNECTION_TIMEOUT,
  },
} = require('internal/errors');
const {
  validateBoolean, validateFunction, validateInt32, validateNumber, validatePort, validateStringWithoutNullBytes,
} = require('internal/validators');
const { clearTimeout, setTimeout } = require('internal/timers');
const { isIP } = require('internal/net/address');
const { TCP } = require('internal/net/handle');
const { kHandle } = require('internal/net/io');

const { nextTick } = process;
const normalized = Symbol('normalizedArgs');
const ETIMEDOUT = -110;
const ECANCELED = -125;

// What programs set with net.setDefaultAutoSelectFamily and …AttemptTimeout.
const defaults = { autoSelectFamily: true, attemptTimeout: 250 };

function toNumber(value) {
  const n = Number(value);
  return n >= 0 ? n : false;
}

const isPipeName = (value) => typeof value === 'string' && toNumber(value) === false;

// normalizeArgs makes [options, callback or null] of (options|path|port[, host], …[, callback]).
function normalizeArgs(args) {
  let options = {};
  const [first, host] = args;
  if (args.length > 0) {
    if (typeof first === 'object' && first !== null) {
      options = first;
    } else if (isPipeName(first)) {
      options.path = first;
    } else {
      options.port = first;
      if (args.length > 1 && typeof host === 'string') options.host = host;
    }
  }
  const cb = args[args.length - 1];
  const list = [options, typeof cb === 'function' ? cb : null];
  list[normalized] = true;
  return list;
}

function connectSocket(socket, options) {
  if (options.path) attempt(socket, { address: options.path });
  else lookupAndConnect(socket, options);
}

// target is what one attempt goes to: { address, port, family, localAddress, localPort }.
function lookupAndConnect(socket, options) {
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  validateStringWithoutNullBytes(host, 'options.host');
  if (localAddress && !isIP(localAddress)) throw new ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  let { port } = options;
  if (port !== undefined) {
    if (typeof port !== 'number' && typeof port !== 'string') {
      throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
    }
    validatePort(port);
  }
  port |= 0;
  const { select, timeout } = selection(options);
  const family = isIP(host);
  const rest = { port, localAddress, localPort };
  if (family) {
    nextTick(() => { if (socket.connecting) attempt(socket, { address: host, family, ...rest }); });
    return;
  }
  if (options.lookup != null) validateFunction(options.lookup, 'options.lookup');
  const dns = require('dns');
  const query = { family: familyOf(options.family), hints: options.hints || 0 };
  if (query.family !== 4 && query.family !== 6 && query.hints === 0) query.hints = dns.ADDRCONFIG;
  socket._host = host;
  const lookup = options.lookup || dns.lookup;
  if (query.family !== 4 && query.family !== 6 && !localAddress && select) {
    query.all = true;
    lookup(host, query, (err, addresses) => foundAll(socket, options, host, rest, timeout, err, addresses));
  } else {
    lookup(host, query, (err, ip, kind) => foundOne(socket, options, host, rest, err, ip, kind));
  }
}

function selection({ autoSelectFamily, autoSelectFamilyAttemptTimeout: timeout }) {
  if (autoSelectFamily != null) validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  if (timeout != null) validateInt32(timeout, 'options.autoSelectFamilyAttemptTimeout', 1);
  return {
    select: autoSelectFamily ?? defaults.autoSelectFamily,
    timeout: timeout != null ? Math.max(timeout, 10) : defaults.attemptTimeout,
  };
}

function familyOf(family) {
  if (family === 'IPv4') return 4;
  return family === 'IPv6' ? 6 : family;
}

// fail destroys a socket in a tick: its program may not listen yet.
function fail(socket, err) {
  nextTick(() => socket.destroy(err));
}

function foundOne(socket, options, host, rest, err, ip, family) {
  socket.emit('lookup', err, ip, family, host);
  if (!socket.connecting) return;
  err ??= invalid(ip, family, options);
  if (err) {
    fail(socket, err);
    return;
  }
  socket._unrefTimer();
  attempt(socket, { address: ip, family, ...rest });
}

function invalid(ip, family, options) {
  if (typeof ip !== 'string' || !isIP(ip)) return new ERR_INVALID_IP_ADDRESS(ip);
  if (family !== 4 && family !== 6) return new ERR_INVALID_ADDRESS_FAMILY(family, options.host, options.port);
  return undefined;
}

function foundAll(socket, options, host, rest, timeout, err, addresses) {
  if (!socket.connecting) return;
  if (err) {
    socket.emit('lookup', err, undefined, undefined, host);
    fail(socket, err);
    return;
  }
  for (const { address, family } of addresses) {
    socket.emit('lookup', err, address, family, host);
    if (!socket.connecting) return;
  }
  const list = alternating(addresses);
  if (list.length === 0) {
    fail(socket, invalid(addresses[0]?.address, addresses[0]?.family, options));
    return;
  }
  socket._unrefTimer();
  if (list.length === 1) {
    attempt(socket, { ...list[0], ...rest });
    return;
  }
  socket.autoSelectFamilyAttemptedAddresses = [];
  new Attempts(socket, list, rest, timeout).next();
}

// alternating puts the valid addresses, each once, in an order that changes families, the first one's family first.
function alternating(addresses) {
  const groups = { 4: new Map(), 6: new Map() };
  let first;
  for (const { address, family } of addresses) {
    if (!isIP(address) || (family !== 4 && family !== 6)) continue;
    first ??= family;
    if (!groups[family].has(address)) groups[family].set(address, { address, family });
  }
  if (first === undefined) return [];
  const a = [...groups[first].values()];
  const b = [...groups[10 - first].values()];
  const list = [];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (i < a.length) list.push(a[i]);
    if (i < b.length) list.push(b[i]);
  }
  return list;
}

const details = ({ localAddress, localPort }) => (localAddress && localPort ? `${localAddress}:${localPort}` : undefined);

function connectError(status, target) {
  const local = details(target);
  const err = new ExceptionWithHostPort(status, 'connect', target.address, target.port, local);
  if (local) {
    err.localAddress = target.localAddress;
    err.localPort = target.localPort;
  }
  return err;
}

const isBlocked = (socket, { address, family }) => socket.blockList?.check(address, `ipv${family}`);

// start sends a socket's handle off; done(status) is called when it is there or has failed.
function start(socket, target, done) {
  const handle = socket[kHandle];
  const { address, family, port, localAddress, localPort } = target;
  if (family === undefined) return handle.connect(address, done);
  return handle.connect(address, port, localAddress, localPort, done);
}

// attempt makes the only attempt there is.
function attempt(socket, target) {
  const { address, port, family } = target;
  socket.emit('connectionAttempt', address, port, family);
  if (family !== undefined && isBlocked(socket, target)) {
    socket.destroy(new ERR_IP_BLOCKED(address));
    return;
  }
  const err = start(socket, target, (status) => connected(socket, target, status));
  if (err) socket.destroy(new ExceptionWithHostPort(err, 'connect', address, port));
}

function connected(socket, target, status) {
  if (socket.destroyed) return;
  socket.connecting = false;
  socket._sockname = null;
  if (status === 0) {
    ready(socket);
    return;
  }
  const err = connectError(status, target);
  socket.emit('connectionAttemptFailed', target.address, target.port, target.family, err);
  socket.destroy(err);
}

function ready(socket) {
  const { kKeepAlive, kSetKeepAlive, kSetNoDelay, kTypeOfService } = require('internal/net/socket');
  const handle = socket[kHandle];
  socket._unrefTimer();
  if (socket[kSetNoDelay]) handle.setNoDelay?.(true);
  if (socket[kSetKeepAlive]) handle.setKeepAlive?.(true, ...socket[kKeepAlive]);
  if (socket[kTypeOfService] !== undefined) handle.typeOfService?.(socket[kTypeOfService]);
  socket.emit('connect');
  socket.emit('ready');
  if (!socket.isPaused()) socket.read(0);
}

// Attempts tries several addresses: the next one when the last has failed or is slow.
class Attempts {
  constructor(socket, list, rest, timeout) {
    this.socket = socket;
    this.list = list;
    this.rest = rest;
    this.timeout = timeout;
    this.current = 0;
    this.errors = [];
    this.timer = undefined;
  }

  next(canceled = false) {
    const { socket, list } = this;
    clearTimeout(this.timer);
    if (socket._aborted) return;
    if (canceled || this.current === list.length) {
      socket.destroy(this.errors.length === 0 ? new ERR_SOCKET_CONNECTION_TIMEOUT() : new NodeAggregateError(this.errors));
      return;
    }
    const at = this.current++;
    const target = { ...list[at], ...this.rest };
    if (at > 0) require('internal/net/socket').replaceHandle(socket, new TCP());
    this.try(target, at);
  }

  try(target, at) {
    const { socket } = this;
    const { address, port, family } = target;
    if (isBlocked(socket, target)) {
      this.failed(target, new ERR_IP_BLOCKED(address));
      return;
    }
    socket.emit('connectionAttempt', address, port, family);
    socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${port}`);
    const state = { over: false };
    const handle = socket[kHandle];
    const err = start(socket, target, (status) => {
      if (!state.over) this.completed(target, at, handle, status);
    });
    if (err) this.failed(target, new ExceptionWithHostPort(err, 'connect', address, port));
    else if (at < this.list.length - 1) this.timer = setTimeout(() => this.timedOut(target, handle, state), this.timeout);
  }

  failed(target, err, canceled = false) {
    this.errors.push(err);
    this.socket.emit('connectionAttemptFailed', target.address, target.port, target.family, err);
    this.next(canceled);
  }

  completed(target, at, handle, status) {
    clearTimeout(this.timer);
    if (status === 0 && at !== this.current - 1) {
      handle.close();
      return;
    }
    if (status === 0) {
      connected(this.socket, target, 0);
      return;
    }
    const err = connectError(status, target);
    this.errors.push(err);
    this.socket.emit('connectionAttemptFailed', target.address, target.port, target.family, err);
    if (this.socket.connecting) this.next(status === ECANCELED);
  }

  timedOut(target, handle, state) {
    const { socket } = this;
    socket.emit('connectionAttemptTimeout', target.address, target.port, target.family);
    state.over = true;
    this.errors.push(connectError(ETIMEDOUT, target));
    handle.close();
    if (socket.connecting) this.next();
  }
}

module.exports = { connectSocket, defaults, isPipeName, normalizeArgs, normalized, toNumber };
