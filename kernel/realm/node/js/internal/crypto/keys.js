'use strict';
// KeyObject and what its makers take: PEM, DER, JSON Web Keys, other keys.

const native = require('internal/crypto/native');
const { byteTypes, bytesOf, isBytes, result } = require('internal/crypto/arguments');
const { Buffer } = require('buffer');
const { codes } = require('internal/errors');
const { validateObject } = require('internal/validators');

const {
  ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
} = codes;


const keys = new WeakMap(); // of KeyObjects, and of CryptoKeys (webcrypto_keys.js)
const materialOf = (key) => keys.get(key);
const isKeyObject = (value) => value instanceof KeyObject && keys.has(value);
const isCryptoKey = (value) => value !== null && typeof value === 'object' && keys.has(value) && !(value instanceof KeyObject);

class KeyObject {
  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw new ERR_INVALID_ARG_VALUE('type', type);
    if (typeof handle !== 'object' || handle === null || !(handle instanceof Material)) throw new ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    keys.set(this, handle.inside);
  }

  get type() { return native.keyKind(undefined, keys.get(this)); }

  static from(key) {
    if (!isCryptoKey(key)) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return keyObject(keys.get(key));
  }

  toCryptoKey(algorithm, extractable, usages) {
    return require('internal/crypto/webcrypto_keys').fromKeyObject(this, algorithm, extractable, usages);
  }

  equals(otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject);
    return native.keyEqual(undefined, keys.get(this), keys.get(otherKeyObject));
  }
}

// A Material is what the constructor takes as a handle: only this file makes one.
class Material {
  constructor(inside) { this.inside = inside; }
}

class SecretKeyObject extends KeyObject {
  get symmetricKeySize() { return native.keySize(undefined, keys.get(this)); }

  export(options) {
    if (options !== undefined) {
      validateObject(options, 'options');
      if (options.format === 'jwk') return { kty: 'oct', k: Buffer.from(native.keyBytes(undefined, keys.get(this))).toString('base64url') };
      if (options.format !== undefined && options.format !== 'buffer') throw new ERR_INVALID_ARG_VALUE('options.format', options.format);
    }
    return Buffer.from(native.keyBytes(undefined, keys.get(this)));
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType() { return native.keyFamily(undefined, keys.get(this)); }

  get asymmetricKeyDetails() {
    const [modulusLength, publicExponent, namedCurve] = native.keyDetails(undefined, keys.get(this));
    if (modulusLength !== undefined) return { modulusLength, publicExponent: BigInt(publicExponent) };
    return namedCurve === undefined ? {} : { namedCurve };
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  export(options) { return exported(this, options, true); }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  export(options) { return exported(this, options, false); }
}

function exported(key, options, isPublic) {
  if (options?.format === 'jwk') {
    if (!isPublic && options.passphrase !== undefined) throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('jwk', 'does not support encryption');
    return require('internal/crypto/jwk').toJWK(materialOf(key), key);
  }
  return exportAs(materialOf(key), encodingOf(options, key.asymmetricKeyType, isPublic, 'options'));
}

// exportAs writes a key in an encoding that encodingOf has read.
function exportAs(material, { format, type, cipher, passphrase }) {
  const out = native.keyExport(undefined, material, format, type, cipher ?? undefined, passphrase);
  return format === 'pem' ? out : result(out);
}

const classes = { secret: SecretKeyObject, public: PublicKeyObject, private: PrivateKeyObject };

function keyObject(material) {
  const kind = native.keyKind(undefined, material);
  return new classes[kind](kind, new Material(material));
}

// ---- encodings

const onlyFor = { pkcs1: ['rsa', 'RSA'], sec1: ['ec', 'EC'] };

function typeOf(type, required, keyType, isPublic, option) {
  if (type === undefined && !required) return undefined;
  const known = type === 'pkcs1' || (type === 'spki' && isPublic !== false) || (isPublic !== true && (type === 'pkcs8' || type === 'sec1'));
  if (!known) throw new ERR_INVALID_ARG_VALUE(option, type);
  if (onlyFor[type] !== undefined && keyType !== undefined && keyType !== onlyFor[type][0]) {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, `can only be used for ${onlyFor[type][1]} keys`);
  }
  return type;
}

// encodingOf reads the options of an encoding: of input if keyType is undefined, else of output.
function encodingOf(options, keyType, isPublic, name) {
  validateObject(options, name ?? 'options');
  const isInput = keyType === undefined;
  const option = (key) => `${name}.${key}`;
  const format = options.format === undefined && isInput ? 'pem' : options.format;
  if (format !== 'pem' && format !== 'der' && format !== 'jwk') throw new ERR_INVALID_ARG_VALUE(option('format'), options.format);
  const type = typeOf(options.type, (!isInput || format === 'der') && format !== 'jwk', keyType, isPublic, option('type'));
  let { cipher, passphrase } = options;
  if (isPublic === true) return { format, type };
  if (!isInput) {
    if (cipher != null) {
      if (typeof cipher !== 'string') throw new ERR_INVALID_ARG_VALUE(option('cipher'), cipher);
      if (format === 'der' && (type === 'pkcs1' || type === 'sec1')) {
        throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(type, 'does not support encryption');
      }
    } else if (passphrase !== undefined) {
      throw new ERR_INVALID_ARG_VALUE(option('cipher'), cipher);
    }
  }
  if ((isInput ? passphrase !== undefined : cipher != null) && typeof passphrase !== 'string' && !isBytes(passphrase)) {
    throw new ERR_INVALID_ARG_VALUE(option('passphrase'), passphrase);
  }
  if (passphrase !== undefined) passphrase = bytesOf(passphrase, 'key.passphrase', options.encoding);
  return { format, type, cipher, passphrase };
}

// ---- input

const kCreatePublic = 0;
const kCreatePrivate = 1;
const kConsumePublic = 2;
const kConsumePrivate = 3;

const keyTypes = (onlyBytes) => (onlyBytes ? ['string', ...byteTypes, 'URL'] : ['string', ...byteTypes, 'KeyObject', 'CryptoKey']);

function usable(material, use) {
  const kind = native.keyKind(undefined, material);
  if (use === kCreatePublic || use === kConsumePrivate) {
    if (kind !== 'private') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(kind, 'private');
  } else if (kind === 'secret') {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(kind, 'private or public');
  }
  return material;
}

// asymmetric returns the material of anything that may be given as a key.
function asymmetric(key, use) {
  const isObject = isKeyObject(key) || isCryptoKey(key);
  if (isObject && use !== kCreatePrivate) return usable(keys.get(key), use);
  if (typeof key === 'string' || isBytes(key)) return parse(bytesOf(key, 'key'), { format: 'pem' }, use);
  if (typeof key !== 'object' || key === null || isObject) throw new ERR_INVALID_ARG_TYPE('key', keyTypes(use === kCreatePrivate), key);
  const { key: data, encoding, format } = key;
  if ((isKeyObject(data) || isCryptoKey(data)) && use !== kCreatePrivate) return usable(keys.get(data), use);
  if (format === 'jwk') {
    validateObject(data, 'key.key');
    return require('internal/crypto/jwk').fromJWK(data, use === kCreatePrivate || use === kConsumePrivate || undefined);
  }
  if (typeof data !== 'string' && !isBytes(data)) throw new ERR_INVALID_ARG_TYPE('key.key', keyTypes(use === kCreatePrivate), data);
  const isPublic = use === kConsumePrivate || use === kCreatePrivate ? false : undefined;
  return parse(bytesOf(data, 'key.key', encoding), encodingOf(key, undefined, isPublic, 'key'), use);
}

function parse(bytes, { format, type, passphrase }, use) {
  const read = use === kConsumePrivate || use === kCreatePrivate ? native.keyPrivate : native.keyPublic;
  return read(undefined, bytes, format, type, passphrase);
}

const publicPart = (material) => (native.keyKind(undefined, material) === 'private' ? native.keyPublicOf(undefined, material) : material);

const createPublicKey = (key) => keyObject(publicPart(asymmetric(key, kCreatePublic)));
const createPrivateKey = (key) => keyObject(asymmetric(key, kCreatePrivate));

function createSecretKey(key, encoding) {
  if (typeof key !== 'string' && !isBytes(key)) throw new ERR_INVALID_ARG_TYPE('key', byteTypes, key);
  return keyObject(native.keySecret(undefined, bytesOf(key, 'key', encoding)));
}

// secretBytes is a symmetric key given as bytes, as text or as an object.
function secretBytes(key, encoding) {
  if (isKeyObject(key) || isCryptoKey(key)) {
    const kind = native.keyKind(undefined, keys.get(key));
    if (kind !== 'secret') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(kind, 'secret');
    return native.keyBytes(undefined, keys.get(key));
  }
  if (typeof key !== 'string' && !isBytes(key)) throw new ERR_INVALID_ARG_TYPE('key', ['string', ...byteTypes, 'KeyObject', 'CryptoKey'], key);
  return bytesOf(key, 'key', encoding);
}

// keyBytes is secretBytes under another name.
function keyBytes(key, name) {
  if (isKeyObject(key) || isCryptoKey(key)) return secretBytes(key);
  if (typeof key !== 'string' && !isBytes(key)) throw new ERR_INVALID_ARG_TYPE(name, ['string', 'SecretKeyObject', ...byteTypes], key);
  return bytesOf(key, name);
}


module.exports = {
  KeyObject, asymmetric, createPrivateKey, createPublicKey, createSecretKey, encodingOf, exportAs, isCryptoKey, isKeyObject,
  kConsumePrivate, kConsumePublic, keyBytes, keyObject, keys, materialOf, publicPart, secretBytes,
};
