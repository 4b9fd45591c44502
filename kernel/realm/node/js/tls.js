'use strict';
// The module tls.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateArray, validateString } = require('internal/validators');
const native = require('internal/tls/native');
const { convertALPNProtocols } = require('internal/tls/alpn');
const { SecureContext, createSecureContext, defaults } = require('internal/tls/context');
const { checkServerIdentity } = require('internal/tls/identity');
const { Server } = require('internal/tls/server');
const { TLSSocket, connect } = require('internal/tls/socket');

const ciphers = ['aes128-gcm-sha256', 'aes128-sha', 'aes256-gcm-sha384', 'aes256-sha', 'ecdhe-ecdsa-aes128-gcm-sha256',
  'ecdhe-ecdsa-aes128-sha', 'ecdhe-ecdsa-aes128-sha256', 'ecdhe-ecdsa-aes256-gcm-sha384', 'ecdhe-ecdsa-aes256-sha',
  'ecdhe-ecdsa-chacha20-poly1305', 'ecdhe-rsa-aes128-gcm-sha256', 'ecdhe-rsa-aes128-sha', 'ecdhe-rsa-aes128-sha256',
  'ecdhe-rsa-aes256-gcm-sha384', 'ecdhe-rsa-aes256-sha', 'ecdhe-rsa-chacha20-poly1305', 'tls_aes_128_gcm_sha256',
  'tls_aes_256_gcm_sha384', 'tls_chacha20_poly1305_sha256'];

let system;
const systemCertificates = () => (system ??= Object.freeze(native.systemCertificates().map((text) => text.trimEnd())));

// Loopbook brings no authorities of its own: those of the system stand for the ones that Node brings.
function getCACertificates(type = 'default') {
  validateString(type, 'type');
  switch (type) {
    case 'default': return defaults.authorities ?? systemCertificates();
    case 'bundled':
    case 'system': return systemCertificates();
    case 'extra': return extra();
    default: throw new ERR_INVALID_ARG_VALUE('type', type);
  }
}

function extra() {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  if (!file) return Object.freeze([]);
  const text = require('fs').readFileSync(file, 'latin1');
  return Object.freeze(text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []);
}

function setDefaultCACertificates(certs) {
  validateArray(certs, 'certs');
  certs.forEach((cert, i) => {
    if (typeof cert !== 'string' && !ArrayBuffer.isView(cert)) throw new ERR_INVALID_ARG_TYPE(`certs[${i}]`, ['string', 'ArrayBufferView'], cert);
  });
  defaults.authorities = Object.freeze([...certs]);
}

module.exports = {
  CLIENT_RENEG_LIMIT: 3,
  CLIENT_RENEG_WINDOW: 600,
  get DEFAULT_CIPHERS() { return defaults.ciphers; },
  set DEFAULT_CIPHERS(value) { defaults.ciphers = value; },
  DEFAULT_ECDH_CURVE: 'auto',
  DEFAULT_MIN_VERSION: 'TLSv1.2',
  DEFAULT_MAX_VERSION: 'TLSv1.3',
  getCiphers: () => [...ciphers],
  getCertificateCompressionAlgorithms: () => [],
  get rootCertificates() { return systemCertificates(); },
  getCACertificates,
  setDefaultCACertificates,
  convertALPNProtocols,
  checkServerIdentity,
  createSecureContext,
  SecureContext,
  TLSSocket,
  Server,
  createServer: (options, listener) => new Server(options, listener),
  connect,
};
