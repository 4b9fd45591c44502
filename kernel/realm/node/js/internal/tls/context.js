'use strict';
// createSecureContext: certificates, keys and authorities, read and checked.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_METHOD_NOT_IMPLEMENTED, ERR_TLS_INVALID_PROTOCOL_VERSION, ERR_TLS_PROTOCOL_VERSION_CONFLICT },
} = require('internal/errors');
const { Buffer } = require('buffer');
const { validateBuffer, validateInt32, validateInteger, validateObject, validateString } = require('internal/validators');
const native = require('internal/tls/native');

const defaults = {
  ciphers: 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256:' +
    'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256:' +
    'ECDHE-RSA-AES128-SHA256:DHE-RSA-AES128-SHA256:ECDHE-RSA-AES256-SHA384:DHE-RSA-AES256-SHA384:ECDHE-RSA-AES256-SHA256:' +
    'DHE-RSA-AES256-SHA256:HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:!PSK:!SRP:!CAMELLIA',
  authorities: undefined, // what setDefaultCACertificates set
};

const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function version(which, value, fallback) {
  value ??= fallback;
  if (!versions.includes(value)) throw new ERR_TLS_INVALID_PROTOCOL_VERSION(value, which);
  return value;
}

// Methods of old: TLSv1_2_method and its like name one version, TLS_method and SSLv23_method all.
function methodVersions(method) {
  const match = /^TLSv1(?:_([12]))?_(?:client_|server_)?method$/.exec(method);
  if (match) {
    const only = match[1] === undefined ? 'TLSv1' : `TLSv1.${match[1]}`;
    return [only, only];
  }
  if (/^(?:TLS|SSLv23)_(?:client_|server_)?method$/.test(method)) return ['TLSv1', 'TLSv1.3'];
  const err = new TypeError(/^SSLv[23]_/.test(method) ? `${method.slice(0, 5)} methods disabled` : `Unknown method: ${method}`);
  err.code = 'ERR_TLS_INVALID_PROTOCOL_METHOD';
  throw err;
}

function pem(value, name) {
  if (typeof value === 'string') return Buffer.from(value);
  if (!ArrayBuffer.isView(value)) throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  return value;
}

const listOf = (value) => (Array.isArray(value) ? value : [value]);

function keysOf({ key, passphrase }) {
  const list = [];
  for (const one of key ? listOf(key) : []) {
    const phrase = Array.isArray(key) && one?.passphrase !== undefined ? one.passphrase : passphrase;
    const bytes = pem(Array.isArray(key) && one?.pem !== undefined ? one.pem : one, 'options.key');
    if (phrase != null) validateString(phrase, 'options.passphrase');
    list.push(bytes, phrase ?? undefined);
  }
  return list;
}

function ciphersOf(ciphers) {
  if (ciphers != null) validateString(ciphers, 'options.ciphers');
  const list = (ciphers || defaults.ciphers).split(':');
  if (list.every((cipher) => cipher === '')) throw new ERR_INVALID_ARG_VALUE('options.ciphers', list);
  return list.join(':');
}

function checkOthers(options) {
  const { crl, ecdhCurve = 'auto', pfx, sessionIdContext, sessionTimeout, sigalgs, ticketKeys } = options;
  if (sigalgs != null) {
    validateString(sigalgs, 'options.sigalgs');
    if (sigalgs === '') throw new ERR_INVALID_ARG_VALUE('options.sigalgs', sigalgs);
  }
  validateString(ecdhCurve, 'options.ecdhCurve');
  if (sessionIdContext != null) validateString(sessionIdContext, 'options.sessionIdContext');
  if (ticketKeys != null) {
    validateBuffer(ticketKeys, 'options.ticketKeys');
    if (ticketKeys.byteLength !== 48) throw new ERR_INVALID_ARG_VALUE('options.ticketKeys', ticketKeys.byteLength, 'must be exactly 48 bytes');
  }
  if (sessionTimeout != null) validateInt32(sessionTimeout, 'options.sessionTimeout', 0);
  if (pfx != null) throw new ERR_METHOD_NOT_IMPLEMENTED('tls.createSecureContext({ pfx })');
  if (crl != null) throw new ERR_METHOD_NOT_IMPLEMENTED('tls.createSecureContext({ crl })');
}

class SecureContext {
  constructor(secureProtocol, secureOptions, minVersion, maxVersion) {
    if (secureProtocol && (minVersion != null || maxVersion != null)) {
      throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(minVersion ?? maxVersion, secureProtocol);
    }
    const [lowest, highest] = secureProtocol ? methodVersions(secureProtocol) : ['TLSv1.2', 'TLSv1.3'];
    this.context = { min: version('minimum', minVersion, lowest), max: version('maximum', maxVersion, highest), native: undefined };
    if (secureOptions) validateInteger(secureOptions, 'secureOptions');
    Object.defineProperty(this.context, 'native', { enumerable: false });
  }
}

function createSecureContext(options = {}) {
  options ??= {};
  const { secureProtocol, secureOptions, minVersion, maxVersion } = options;
  const made = new SecureContext(secureProtocol, secureOptions, minVersion, maxVersion);
  validateObject(options, 'options');
  const ciphers = ciphersOf(options.ciphers);
  const authorities = options.ca ? listOf(options.ca) : defaults.authorities;
  const ca = authorities?.map((one) => pem(one, 'options.ca'));
  const certs = options.cert ? listOf(options.cert).map((one) => pem(one, 'options.cert')) : [];
  const keys = keysOf(options);
  checkOthers(options);
  const { min, max } = made.context;
  const result = native.context(certs, keys, ca, min, max, ciphers, options.ecdhCurve ?? 'auto', options.ticketKeys ?? undefined,
    Boolean(options.allowPartialTrustChain));
  if (typeof result === 'number' || Array.isArray(result)) throw native.errorOf(result, 'tls');
  made.context.native = result;
  return made;
}

module.exports = { SecureContext, createSecureContext, defaults };
