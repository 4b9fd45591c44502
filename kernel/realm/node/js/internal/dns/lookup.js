'use strict';
// dns.lookup: names as the system resolves them, with the hosts file.

const {
  DNSException,
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const {
  validateBoolean, validateFunction, validateNumber, validateOneOf, validatePort, validateString, validateStringWithoutNullBytes,
} = require('internal/validators');
const { isIP } = require('internal/net/address');

const { nextTick } = process;
const ADDRCONFIG = 32;
const V4MAPPED = 8;
const ALL = 16;
const families = [0, 4, 6];
const orders = ['verbatim', 'ipv4first', 'ipv6first'];

const settings = { order: 'verbatim' };

function getDefaultResultOrder() { return settings.order; }

function setDefaultResultOrder(value) {
  validateOneOf(value, 'dnsOrder', orders);
  settings.order = value;
}

function validateHints(hints) {
  if ((hints & ~(ADDRCONFIG | ALL | V4MAPPED)) !== 0) throw new ERR_INVALID_ARG_VALUE('hints', hints);
}

function familyOf(family) {
  if (family === 'IPv4') return 4;
  if (family === 'IPv6') return 6;
  validateOneOf(family, 'options.family', families);
  return family + 0;
}

// readOptions returns { family, hints, all, order }.
function readOptions(options) {
  const query = { family: 0, hints: 0, all: false, order: settings.order };
  if (options?.hints != null) {
    validateNumber(options.hints, 'options.hints');
    query.hints = options.hints >>> 0;
    validateHints(query.hints);
  }
  if (options?.family != null) query.family = familyOf(options.family);
  if (options?.all != null) {
    validateBoolean(options.all, 'options.all');
    query.all = options.all;
  }
  if (options?.verbatim != null) {
    validateBoolean(options.verbatim, 'options.verbatim');
    query.order = options.verbatim ? 'verbatim' : 'ipv4first';
  }
  if (options?.order != null) {
    validateOneOf(options.order, 'options.order', orders);
    query.order = options.order;
  }
  return query;
}

let warned = false;

function warnEmptyName(hostname) {
  if (warned) return;
  warned = true;
  process.emitWarning(`The provided hostname "${hostname}" is not a valid hostname, and is supported in the dns module solely for compatibility.`,
    'DeprecationWarning', 'DEP0118');
}

function lookup(hostname, options, callback) {
  if (hostname) validateStringWithoutNullBytes(hostname, 'hostname');
  let query;
  if (typeof options === 'function') {
    callback = options;
    query = readOptions();
  } else if (typeof options === 'number') {
    validateFunction(callback, 'callback');
    validateOneOf(options, 'family', families);
    query = readOptions({ family: options });
  } else if (options !== undefined && typeof options !== 'object') {
    validateFunction(arguments.length === 2 ? options : callback, 'callback');
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  } else {
    validateFunction(callback, 'callback');
    query = readOptions(options);
  }
  return find(hostname, query, callback);
}

// find looks a name up; what is known without asking is told by soon.
function find(hostname, query, callback, soon = nextTick) {
  const { family, all } = query;
  if (!hostname) {
    warnEmptyName(hostname);
    if (all) soon(callback, null, []);
    else soon(callback, null, null, family === 6 ? 6 : 4);
    return {};
  }
  const kind = isIP(hostname);
  if (kind) {
    if (all) soon(callback, null, [{ address: hostname, family: kind }]);
    else soon(callback, null, hostname, kind);
    return {};
  }
  internal.lookup(hostname, family, query.hints, (errno, list) => {
    if (errno !== 0) {
      callback(new DNSException(errno, 'getaddrinfo', hostname));
      return;
    }
    const found = sorted(list, query.order).map((address) => ({ address, family: isIP(address) }));
    if (all) callback(null, found);
    else callback(null, found[0].address, found[0].family);
  });
  return { hostname, family, callback };
}

function sorted(list, order) {
  if (order === 'verbatim') return list;
  const first = order === 'ipv4first' ? 4 : 6;
  return [...list.filter((a) => isIP(a) === first), ...list.filter((a) => isIP(a) !== first)];
}

function lookupService(address, port, callback) {
  if (arguments.length !== 3) throw new ERR_MISSING_ARGS('address', 'port', 'callback');
  validateString(address, 'address');
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
  validateFunction(callback, 'callback');
  serviceOf(address, +port, (hostname, service) => callback(null, hostname, service));
  return { hostname: address, port: +port, callback };
}

const serviceOf = (address, port, done) => require('internal/dns/resolver').nameOf(address, port, done);

const { kArgumentNames } = require('internal/promisify');
Object.defineProperty(lookupService, kArgumentNames, { value: ['hostname', 'service'], enumerable: false });
Object.defineProperty(lookup, kArgumentNames, { value: ['address', 'family'], enumerable: false });

module.exports = {
  ADDRCONFIG, ALL, V4MAPPED, find, getDefaultResultOrder, lookup, lookupService, readOptions, serviceOf, setDefaultResultOrder,
};
