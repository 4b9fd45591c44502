'use strict';
// Resolver and the questions it asks, in both forms: with a callback, and as a promise (js/dns/promises.js).

const {
  DNSException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_IP_ADDRESS },
} = require('internal/errors');
const {
  validateArray, validateFunction, validateInt32, validatePort, validateString, validateUint32,
} = require('internal/validators');
const { isIP } = require('internal/net/address');

const port53 = 53;

class ResolverBase {
  constructor(options = undefined) {
    const { timeout = -1, tries = 4, maxTimeout = 0 } = { ...options };
    validateInt32(timeout, 'options.timeout', -1);
    validateInt32(tries, 'options.tries', 1);
    validateUint32(maxTimeout, 'options.maxTimeout');
    this._handle = internal.newResolver(timeout, tries);
  }

  cancel() { internal.cancel(this._handle); }

  getServers() {
    return internal.servers(this._handle).map(([host, port]) => {
      if (port === 0 || port === port53) return host;
      return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
    });
  }

  setServers(servers) {
    validateArray(servers, 'servers');
    const list = [];
    servers.forEach((server, i) => {
      validateString(server, `servers[${i}]`);
      list.push(...parseServer(server));
    });
    internal.setServers(this._handle, list);
  }

  setLocalAddress(ipv4, ipv6) {
    validateString(ipv4, 'ipv4');
    if (ipv6 !== undefined) validateString(ipv6, 'ipv6');
    checkLocal(ipv4, ipv6);
    const first = isIP(ipv4) === 4;
    internal.setLocalAddress(this._handle, first ? ipv4 : ipv6, first ? ipv6 : ipv4);
  }
}

function checkLocal(ipv4, ipv6) {
  for (const address of [ipv4, ipv6]) {
    if (address !== undefined && isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address, 'Invalid IP address.');
  }
  if (ipv6 !== undefined && isIP(ipv4) === isIP(ipv6)) {
    const error = new Error(`Cannot specify two IPv${isIP(ipv4)} addresses.`);
    throw error;
  }
}

// parseServer returns [host, port] of 1.2.3.4, 1.2.3.4:53, ::1, [::1] or [::1]:53.
function parseServer(server) {
  if (isIP(server)) return [server, port53];
  const match = /^\[([^[\]]*)\](?::(\d+))?$/.exec(server) ?? /^(.+?)(?::(\d+))?$/.exec(server);
  if (match && isIP(match[1])) {
    const port = Number.parseInt(match[2], 10) || port53;
    validatePort(port);
    return [match[1], port];
  }
  throw new ERR_INVALID_IP_ADDRESS(server);
}

// Questions by the suffix of their function: what Go calls them, and their type.
const questions = {
  Any: ['queryAny', 'ANY'],
  4: ['queryA', 'A'],
  6: ['queryAaaa', 'AAAA'],
  Caa: ['queryCaa', 'CAA'],
  Cname: ['queryCname', 'CNAME'],
  Mx: ['queryMx', 'MX'],
  Ns: ['queryNs', 'NS'],
  Tlsa: ['queryTlsa', 'TLSA'],
  Txt: ['queryTxt', 'TXT'],
  Srv: ['querySrv', 'SRV'],
  Ptr: ['queryPtr', 'PTR'],
  Naptr: ['queryNaptr', 'NAPTR'],
  Soa: ['querySoa', 'SOA'],
};

// present shows records as each question does: those of ANY have their type, some others, too, and two an empty one.
function present(kind, records, ttl) {
  if (kind === 'queryAny') return records.map(([type, record]) => ({ ...record, type }));
  const show = shows[kind] ?? ((record) => record);
  const list = records.map(([type, record]) => show(record, type, ttl));
  return kind === 'querySoa' ? list[0] : list;
}

const address = (record, type, ttl) => (ttl ? record : record.address);
const typed = (record, type) => ({ ...record, type });
const untyped = (record) => ({ ...record, type: undefined });
const whole = ({ value }) => value;
const shows = {
  queryA: address, queryAaaa: address, queryCname: whole, queryNs: whole, queryPtr: whole, getHostByAddr: whole,
  queryTxt: ({ entries }) => entries, queryMx: typed, querySrv: typed, queryNaptr: untyped, querySoa: untyped,
};

// ask puts a question; callback(err, result).
function ask(resolver, kind, name, ttl, callback) {
  if (kind === 'getHostByAddr' && isIP(name) === 0) throw new DNSException('EINVAL', kind, name);
  internal.query(resolver._handle, kind, name, (code, records) => {
    if (code === undefined) callback(null, present(kind, records, ttl));
    else callback(new DNSException(code, kind, name));
  });
}

function callbackQuery(kind) {
  const query = function(name, options, callback) {
    if (arguments.length < 3) [options, callback] = [undefined, options];
    validateString(name, 'name');
    validateFunction(callback, 'callback');
    ask(this, kind, name, Boolean(options?.ttl), callback);
    return { bindingName: kind, hostname: name, callback, ttl: Boolean(options?.ttl) };
  };
  return Object.defineProperty(query, 'name', { value: kind, configurable: true });
}

function promiseQuery(kind) {
  const query = function(name, options) {
    validateString(name, 'name');
    return new Promise((resolve, reject) => {
      ask(this, kind, name, Boolean(options?.ttl), (err, result) => (err ? reject(err) : resolve(result)));
    });
  };
  return Object.defineProperty(query, 'name', { value: kind, configurable: true });
}

// resolverClass makes a Resolver whose questions are made by form.
function resolverClass(form) {
  const byType = { __proto__: null };
  class Resolver extends ResolverBase {}
  for (const [suffix, [kind, type]] of Object.entries(questions)) {
    Resolver.prototype[`resolve${suffix}`] = byType[type] = form(kind);
  }
  Resolver.prototype.reverse = form('getHostByAddr');
  return { Resolver, byType };
}

const { Resolver, byType } = resolverClass(callbackQuery);
const promised = resolverClass(promiseQuery);

Resolver.prototype.resolve = function resolve(hostname, rrtype, callback) {
  let query;
  if (typeof rrtype === 'string') {
    query = byType[rrtype];
  } else if (typeof rrtype === 'function') {
    query = byType.A;
    callback = rrtype;
  } else {
    throw new ERR_INVALID_ARG_TYPE('rrtype', 'string', rrtype);
  }
  if (query === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
  return Reflect.apply(query, this, [hostname, callback]);
};

promised.Resolver.prototype.resolve = function resolve(hostname, rrtype) {
  if (rrtype !== undefined) validateString(rrtype, 'rrtype');
  const query = promised.byType[rrtype ?? 'A'];
  if (query === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
  return Reflect.apply(query, this, [hostname]);
};

const keys = ['getServers', 'resolve', ...Object.keys(questions).map((suffix) => `resolve${suffix}`).sort(), 'reverse'];

// The functions of the modules are those of the default resolver; targets are told when it is replaced.
const targets = [];
let defaultResolver;

function bindDefault(target, source) {
  defaultResolver ??= new ResolverBase();
  targets.push([target, source]);
  for (const key of keys) target[key] = source[key].bind(defaultResolver);
}

function setServers(servers) {
  const resolver = new Resolver();
  resolver.setServers(servers);
  defaultResolver = resolver;
  for (const [target, source] of targets) {
    for (const key of keys) target[key] = source[key].bind(resolver);
  }
}

const errorCodes = {};
for (const code of ['NODATA', 'FORMERR', 'SERVFAIL', 'NOTFOUND', 'NOTIMP', 'REFUSED', 'BADQUERY', 'BADNAME', 'BADFAMILY', 'BADRESP',
  'CONNREFUSED', 'TIMEOUT', 'EOF', 'FILE', 'NOMEM', 'DESTRUCTION', 'BADSTR', 'BADFLAGS', 'NONAME', 'BADHINTS', 'NOTINITIALIZED',
  'LOADIPHLPAPI', 'ADDRGETNETWORKPARAMS', 'CANCELLED']) errorCodes[code] = code === 'EOF' ? 'EOF' : `E${code}`;

module.exports = {
  PromiseResolver: promised.Resolver, Resolver, bindDefault, errorCodes, nameOf: internal.nameOf, setServers,
};
