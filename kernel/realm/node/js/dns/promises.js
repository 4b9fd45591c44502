'use strict';
// The module dns/promises.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors');
const { validateOneOf, validatePort, validateString, validateStringWithoutNullBytes } = require('internal/validators');
const { find, getDefaultResultOrder, readOptions, serviceOf, setDefaultResultOrder } = require('internal/dns/lookup');
const { PromiseResolver, bindDefault, errorCodes, setServers } = require('internal/dns/resolver');
const { isIP } = require('internal/net/address');

function lookup(hostname, options) {
  if (hostname) validateStringWithoutNullBytes(hostname, 'hostname');
  if (typeof options === 'number') {
    validateOneOf(options, 'family', [0, 4, 6]);
    options = { family: options };
  } else if (options !== undefined && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  }
  if (options?.family != null) validateOneOf(options.family, 'options.family', [0, 4, 6]);
  const query = readOptions(options);
  return new Promise((resolve, reject) => {
    // What is known without asking is there at once.
    const kind = hostname ? isIP(hostname) : 0;
    if (kind !== 0) {
      const result = { address: hostname, family: kind };
      resolve(query.all ? [result] : result);
      return;
    }
    const callback = (err, address, family) => {
      if (err) reject(err);
      else resolve(query.all ? address : { address, family });
    };
    find(hostname, query, callback, (fn, ...args) => fn(...args));
  });
}

function lookupService(address, port) {
  if (arguments.length !== 2) throw new ERR_MISSING_ARGS('address', 'port');
  validateString(address, 'address');
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
  return new Promise((resolve) => {
    serviceOf(address, +port, (hostname, service) => resolve({ hostname, service }));
  });
}

module.exports = {
  lookup,
  lookupService,
  Resolver: PromiseResolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  setServers,
  ...errorCodes,
};

bindDefault(module.exports, PromiseResolver.prototype);
