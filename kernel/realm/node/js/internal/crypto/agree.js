'use strict';
// Diffie-Hellman, over numbers and over curves.

const native = require('internal/crypto/native');
const { byteTypes, bytesOf, handle, inside, isBytes, kHandle, result } = require('internal/crypto/arguments');
const { coded } = require('internal/crypto/errors');
const { Buffer } = require('buffer');
const { codes } = require('internal/errors');
const { validateFunction, validateInt32, validateObject, validateString } = require('internal/validators');
const { asymmetric, isKeyObject, isCryptoKey, kConsumePrivate, kConsumePublic, materialOf, publicPart } = require('internal/crypto/keys');
const { POINT_CONVERSION_COMPRESSED, POINT_CONVERSION_UNCOMPRESSED, POINT_CONVERSION_HYBRID } = require('internal/crypto/constants');

const {
  ERR_CRYPTO_ECDH_INVALID_FORMAT, ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY, ERR_CRYPTO_INCOMPATIBLE_KEY, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE,
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
} = codes;

const dhOf = (self) => inside(self[kHandle]);

function numberBytes(value, name, encoding) {
  if (typeof value !== 'number') return bytesOf(value, name, encoding);
  const b = Buffer.alloc(4);
  b.writeInt32BE(value);
  return b;
}

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  if (typeof sizeOrKey !== 'number' && typeof sizeOrKey !== 'string' && !isBytes(sizeOrKey)) {
    throw new ERR_INVALID_ARG_TYPE('sizeOrKey', ['number', 'string', ...byteTypes], sizeOrKey);
  }
  if (typeof sizeOrKey === 'number') validateInt32(sizeOrKey, 'sizeOrKey');
  if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== 'buffer') {
    genEncoding = generator;
    generator = keyEncoding;
    keyEncoding = false;
  }
  const g = generator ? numberBytes(generator, 'generator', genEncoding) : Buffer.of(2);
  const size = typeof sizeOrKey === 'number';
  if (size && sizeOrKey < 2) throw coded(Error, 'ERR_OSSL_DH_MODULUS_TOO_SMALL', 'error:0280007E:Diffie-Hellman routines::modulus too small');
  const made = size ? native.dhOfSize(undefined, sizeOrKey, g) :
    native.dh(undefined, bytesOf(sizeOrKey, 'sizeOrKey', keyEncoding || undefined), g);
  start(this, 'DiffieHellman', made);
}

function DiffieHellmanGroup(name) {
  if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
  validateString(name, 'name');
  start(this, 'DiffieHellmanGroup', native.dhGroup(undefined, name.toLowerCase()), 0);
}

function start(self, name, made, verifyError) {
  self[kHandle] = handle(name, made);
  self.verifyError = verifyError ?? native.dhCheck(undefined, made);
}

const dhMethods = {
  generateKeys(encoding) {
    native.dhGenerate(undefined, dhOf(this));
    return result(native.dhPublic(undefined, dhOf(this)), encoding);
  },
  computeSecret(key, inEnc, outEnc) {
    return result(native.dhSecret(undefined, dhOf(this), bytesOf(key, 'otherPublicKey', inEnc)), outEnc);
  },
  getPrime(encoding) { return result(native.dhPrime(undefined, dhOf(this)), encoding); },
  getGenerator(encoding) { return result(native.dhGenerator(undefined, dhOf(this)), encoding); },
  getPublicKey(encoding) { return present(native.dhPublic(undefined, dhOf(this)), 'public', encoding); },
  getPrivateKey(encoding) { return present(native.dhPrivate(undefined, dhOf(this)), 'private', encoding); },
};

function present(bytes, what, encoding) {
  if (bytes === undefined) throw coded(Error, 'ERR_CRYPTO_INVALID_STATE', `No ${what} key - did you forget to generate one?`);
  return result(bytes, encoding);
}

Object.assign(DiffieHellman.prototype, dhMethods, {
  setPublicKey(key, encoding) {
    native.dhSetPublic(undefined, dhOf(this), bytesOf(key, 'key', encoding));
    return this;
  },
  setPrivateKey(key, encoding) {
    native.dhSetPrivate(undefined, dhOf(this), bytesOf(key, 'key', encoding));
    return this;
  },
});
Object.assign(DiffieHellmanGroup.prototype, dhMethods);

// ---- curves

function ECDH(curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve);
  validateString(curve, 'curve');
  this[kHandle] = handle('ECDH', native.ecdh(undefined, curve));
}

function form(format) {
  switch (format) {
    case undefined:
    case 'uncompressed':
    case POINT_CONVERSION_UNCOMPRESSED:
      return 'uncompressed';
    case 'compressed':
    case POINT_CONVERSION_COMPRESSED:
      return 'compressed';
    case 'hybrid':
    case POINT_CONVERSION_HYBRID:
      return 'hybrid';
  }
  throw new ERR_CRYPTO_ECDH_INVALID_FORMAT(format);
}

Object.assign(ECDH.prototype, {
  computeSecret(key, inEnc, outEnc) {
    const bytes = bytesOf(key, 'otherPublicKey', inEnc);
    let secret;
    try {
      secret = native.ecdhSecret(undefined, dhOf(this), bytes);
    } catch (err) {
      throw err.code === 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY' ? new ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY() : err;
    }
    return result(secret, outEnc);
  },
  setPrivateKey(key, encoding) {
    native.ecdhSetPrivate(undefined, dhOf(this), bytesOf(key, 'key', encoding));
    return this;
  },
  setPublicKey(key, encoding) {
    native.ecdhSetPublic(undefined, dhOf(this), bytesOf(key, 'key', encoding));
    return this;
  },
  getPrivateKey(encoding) { return result(native.ecdhPrivate(undefined, dhOf(this)), encoding); },
  generateKeys(encoding, format) {
    native.ecdhGenerate(undefined, dhOf(this));
    return this.getPublicKey(encoding, format);
  },
  getPublicKey(encoding, format) {
    return result(native.ecdhPublic(undefined, dhOf(this), form(format)), encoding);
  },
});

ECDH.convertKey = function convertKey(key, curve, inEnc, outEnc, format) {
  validateString(curve, 'curve');
  const bytes = bytesOf(key, 'key', inEnc);
  return result(native.ecdhConvert(undefined, curve, bytes, form(format)), outEnc);
};

// ---- keys

function part(options, name, kind) {
  const key = options[name];
  if (isKeyObject(key) || isCryptoKey(key)) return materialOf(key);
  if (key === undefined || key === null) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, key);
  return asymmetric(key, kind);
}

function diffieHellman(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const privateKey = part(options, 'privateKey', kConsumePrivate);
  const publicKey = publicPart(part(options, 'publicKey', kConsumePublic));
  const kind = native.keyKind(undefined, privateKey);
  if (kind !== 'private') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(kind, 'private');
  const [a, b] = [privateKey, publicKey].map((key) => native.keyFamily(undefined, key));
  if (a !== b || (a !== 'ec' && a !== 'x25519')) throw new ERR_CRYPTO_INCOMPATIBLE_KEY('key types for Diffie-Hellman', `${a} and ${b}`);
  const done = callback && ((err, value) => (err ? callback(err) : callback(null, Buffer.from(value))));
  const value = native.sharedSecret(done, privateKey, publicKey);
  return callback ? undefined : Buffer.from(value);
}

module.exports = {
  DiffieHellman,
  DiffieHellmanGroup,
  ECDH,
  createDiffieHellman: function createDiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
    return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  },
  createDiffieHellmanGroup: function createDiffieHellmanGroup(name) { return new DiffieHellmanGroup(name); },
  createECDH: function createECDH(curve) { return new ECDH(curve); },
  diffieHellman,
};
