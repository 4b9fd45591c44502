'use strict';
// New keys.

const native = require('internal/crypto/native');
const { coded } = require('internal/crypto/errors');
const { codes } = require('internal/errors');
const { kArgumentNames } = require('internal/promisify');
const { validateFunction, validateInteger, validateObject, validateOneOf, validateString, validateUint32 } = require('internal/validators');
const { encodingOf, exportAs, keyObject } = require('internal/crypto/keys');

const { ERR_INVALID_ARG_VALUE, ERR_METHOD_NOT_IMPLEMENTED } = codes;

// What Node can make and Loopbook cannot.
const missing = new Set(['rsa-pss', 'dsa', 'dh', 'ed448', 'x448', 'ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87', 'ml-kem-512', 'ml-kem-768', 'ml-kem-1024']);

function pairArguments(type, options) {
  switch (type) {
    case 'rsa': {
      validateObject(options, 'options');
      const { modulusLength, publicExponent = 0x10001 } = options;
      validateUint32(modulusLength, 'options.modulusLength');
      validateUint32(publicExponent, 'options.publicExponent');
      return [type, modulusLength, publicExponent, ''];
    }
    case 'ec': {
      validateObject(options, 'options');
      const { namedCurve, paramEncoding } = options;
      validateString(namedCurve, 'options.namedCurve');
      if (paramEncoding !== undefined) validateOneOf(paramEncoding, 'options.paramEncoding', ['named', 'explicit']);
      if (paramEncoding === 'explicit') throw new ERR_METHOD_NOT_IMPLEMENTED('crypto.generateKeyPair with explicit parameters');
      if (!native.curves(undefined).includes(namedCurve) && !/^P-(?:224|256|384|521)$/.test(namedCurve)) {
        throw coded(TypeError, 'ERR_CRYPTO_INVALID_CURVE', 'Invalid EC curve name');
      }
      return [type, 0, 0, namedCurve];
    }
    case 'ed25519':
    case 'x25519':
      return [type, 0, 0, ''];
  }
  if (missing.has(type)) throw new ERR_METHOD_NOT_IMPLEMENTED(`crypto.generateKeyPair for ${type}`);
  throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
}

// formOf says what becomes of a key: an object, or its encoding.
function formOf(options, name, keyType, isPublic) {
  const encoding = options?.[name];
  if (encoding == null) return keyObject;
  if (typeof encoding !== 'object') throw new ERR_INVALID_ARG_VALUE(`options.${name}`, encoding);
  if (encoding.format === 'jwk') return (material) => keyObject(material).export({ format: 'jwk' });
  const chosen = encodingOf(encoding, keyType, isPublic, `options.${name}`);
  return (material) => exportAs(material, chosen);
}

function prepare(type, options) {
  validateString(type, 'type');
  if (options != null) validateObject(options, 'options');
  const args = pairArguments(type, options);
  return { args, forms: [formOf(options, 'publicKeyEncoding', type, true), formOf(options, 'privateKeyEncoding', type, false)] };
}

function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'callback');
  const { args, forms } = prepare(type, options);
  native.keyPair((err, pair) => {
    if (err) callback(err);
    else callback(null, forms[0](pair[0]), forms[1](pair[1]));
  }, ...args);
}

Object.defineProperty(generateKeyPair, kArgumentNames, { value: ['publicKey', 'privateKey'] });

function generateKeyPairSync(type, options) {
  const { args, forms } = prepare(type, options);
  const [publicKey, privateKey] = native.keyPair(undefined, ...args);
  return { publicKey: forms[0](publicKey), privateKey: forms[1](privateKey) };
}

function keyLength(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  if (type === 'hmac') validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
  else if (type === 'aes') validateOneOf(length, 'options.length', [128, 192, 256]);
  else throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  return Math.floor(length / 8);
}

const secret = (bytes) => keyObject(native.keySecret(undefined, bytes));

function generateKeySync(type, options) {
  const bytes = new Uint8Array(keyLength(type, options));
  native.fill(undefined, bytes);
  return secret(bytes);
}

function generateKey(type, options, callback) {
  const bytes = new Uint8Array(keyLength(type, options));
  validateFunction(callback, 'callback');
  native.fill((err) => (err ? callback(err) : callback(undefined, secret(bytes))), bytes);
}


module.exports = { generateKey, generateKeyPair, generateKeyPairSync, generateKeySync };
