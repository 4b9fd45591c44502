'use strict';
// The algorithms of the Web Cryptography API (w3c.github.io/webcrypto): names, parameters, what keys may be used for.

const { isBytes } = require('internal/crypto/arguments');
const { webTypeError } = require('internal/shape');

const exception = (message, name, cause) =>
  new (require('internal/domexception').DOMException)(message, cause === undefined ? name : { name, cause });

const hashes = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512', 'SHA3-256': 'sha3-256', 'SHA3-384': 'sha3-384', 'SHA3-512': 'sha3-512' };

// Each operation's algorithms, and the dictionary that its parameters are. A dictionary says what it needs.
const dictionaries = {
  Algorithm: {},
  AeadParams: { iv: 'bytes', tagLength: 'number?', additionalData: 'bytes?' },
  AesCbcParams: { iv: 'bytes' },
  AesCtrParams: { counter: 'bytes', length: 'number' },
  AesKeyGenParams: { length: 'number' },
  AesDerivedKeyParams: { length: 'number' },
  EcKeyGenParams: { namedCurve: 'string' },
  EcKeyImportParams: { namedCurve: 'string' },
  EcdhKeyDeriveParams: { public: 'key' },
  EcdsaParams: { hash: 'hash' },
  HkdfParams: { hash: 'hash', info: 'bytes', salt: 'bytes' },
  HmacImportParams: { hash: 'hash', length: 'number?' },
  HmacKeyGenParams: { hash: 'hash', length: 'number?' },
  Pbkdf2Params: { hash: 'hash', iterations: 'number', salt: 'bytes' },
  RsaHashedImportParams: { hash: 'hash' },
  RsaHashedKeyGenParams: { hash: 'hash', modulusLength: 'number', publicExponent: 'bytes' },
  RsaOaepParams: { label: 'bytes?' },
  RsaPssParams: { saltLength: 'number' },
};

const rsa = ['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'RSA-OAEP'];
const ciphers = ['AES-CBC', 'AES-CTR', 'AES-GCM', 'AES-KW'];
const all = (names, dictionary) => Object.fromEntries(names.map((name) => [name, dictionary]));

const operations = {
  digest: all(Object.keys(hashes), 'Algorithm'),
  generateKey: {
    ...all(rsa, 'RsaHashedKeyGenParams'), ...all(['ECDSA', 'ECDH'], 'EcKeyGenParams'), ...all(['Ed25519', 'X25519'], 'Algorithm'),
    ...all(ciphers, 'AesKeyGenParams'), HMAC: 'HmacKeyGenParams',
  },
  importKey: {
    ...all(rsa, 'RsaHashedImportParams'), ...all(['ECDSA', 'ECDH'], 'EcKeyImportParams'), ...all(['Ed25519', 'X25519'], 'Algorithm'),
    ...all(ciphers, 'Algorithm'), HMAC: 'HmacImportParams', ...all(['PBKDF2', 'HKDF'], 'Algorithm'),
  },
  sign: { 'RSASSA-PKCS1-v1_5': 'Algorithm', 'RSA-PSS': 'RsaPssParams', 'ECDSA': 'EcdsaParams', 'Ed25519': 'Algorithm', 'HMAC': 'Algorithm' },
  encrypt: { 'RSA-OAEP': 'RsaOaepParams', 'AES-CBC': 'AesCbcParams', 'AES-CTR': 'AesCtrParams', 'AES-GCM': 'AeadParams' },
  deriveBits: { ECDH: 'EcdhKeyDeriveParams', X25519: 'EcdhKeyDeriveParams', HKDF: 'HkdfParams', PBKDF2: 'Pbkdf2Params' },
  keyLength: { ...all(ciphers, 'AesDerivedKeyParams'), HMAC: 'HmacImportParams', ...all(['PBKDF2', 'HKDF'], 'Algorithm') },
  wrapKey: { 'AES-KW': 'Algorithm' },
};
operations.verify = operations.sign;
operations.decrypt = operations.encrypt;
operations.unwrapKey = operations.wrapKey;

function member(dictionary, name, kind, value) {
  const required = !kind.endsWith('?');
  const where = `Failed to normalize algorithm: passed algorithm cannot be converted to '${dictionary}' because '${name}'`;
  if (value === undefined) {
    if (!required) return undefined;
    throw webTypeError(`${where} is required in '${dictionary}'.`, 'ERR_MISSING_OPTION');
  }
  switch (kind.replace('?', '')) {
    case 'bytes':
      if (!isBytes(value)) throw webTypeError(`${where} is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
      return Uint8Array.from(ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value));
    case 'number': {
      const number = Math.trunc(Number(value));
      if (!(number >= 0 && number <= 4294967295)) throw webTypeError(`${where} is outside the expected range of 0 to 4294967295.`, 'ERR_OUT_OF_RANGE');
      return number;
    }
    case 'hash': return normalize(value, 'digest');
    case 'string': return `${value}`;
  }
  return value;
}

// normalize is "normalizing an algorithm" (section 18.4.4): the name in its usual case, and the parameters.
function normalize(algorithm, operation) {
  const given = typeof algorithm === 'object' && algorithm !== null ? algorithm : { name: algorithm };
  if (given.name === undefined) {
    throw webTypeError("Failed to normalize algorithm: passed algorithm cannot be converted to 'Algorithm' because 'name' is required in 'Algorithm'.",
      'ERR_MISSING_OPTION');
  }
  const wanted = `${given.name}`.toLowerCase();
  const table = operations[operation];
  const name = Object.keys(table).find((one) => one.toLowerCase() === wanted);
  if (name === undefined) throw exception('Unrecognized algorithm name', 'NotSupportedError');
  const result = { name };
  const dictionary = dictionaries[table[name]];
  for (const key of Object.keys(dictionary).sort()) {
    const value = member(table[name], key, dictionary[key], given[key]);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

const digestName = (hash) => hashes[hash.name];

// The uses of the keys of each algorithm: of secret ones, or of public and private ones.
const uses = {
  'AES-CBC': { secret: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] },
  'AES-KW': { secret: ['wrapKey', 'unwrapKey'] },
  'HMAC': { secret: ['sign', 'verify'] },
  'PBKDF2': { secret: ['deriveKey', 'deriveBits'] },
  'RSA-OAEP': { public: ['encrypt', 'wrapKey'], private: ['decrypt', 'unwrapKey'] },
  'ECDSA': { public: ['verify'], private: ['sign'] },
  'ECDH': { public: [], private: ['deriveKey', 'deriveBits'] },
};
uses['AES-CTR'] = uses['AES-GCM'] = uses['AES-CBC'];
uses.HKDF = uses.PBKDF2;
uses['RSASSA-PKCS1-v1_5'] = uses['RSA-PSS'] = uses.Ed25519 = uses.ECDSA;
uses.X25519 = uses.ECDH;

module.exports = { digestName, exception, hashes, normalize, uses };
