'use strict';
// Signatures, and encryption with RSA.

const native = require('internal/crypto/native');
const { bytesOf, byteTypes, handle, inherit, inputEncoding, isBytes, kHandle, result } = require('internal/crypto/arguments');
const { coded } = require('internal/crypto/errors');
const { Buffer } = require('buffer');
const { codes } = require('internal/errors');
const { Writable } = require('stream');
const { validateEncoding, validateFunction, validateString } = require('internal/validators');
const { asymmetric, kConsumePrivate, kConsumePublic } = require('internal/crypto/keys');
const constants = require('internal/crypto/constants');

const { ERR_CRYPTO_SIGN_KEY_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;
const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING } = constants;

const kChunks = Symbol('kChunks');
const kDigest = Symbol('kDigest');

function integerOption(options, name) {
  const value = options?.[name];
  if (value === undefined || value === null) return undefined;
  if (value !== value >> 0) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
  return value;
}

// how reads the options of a signature as the natives want them: [padding, salt length, raw].
function how(options) {
  if (typeof options !== 'object' || options === null) return [0, undefined, false];
  const { dsaEncoding = 'der' } = options;
  if (dsaEncoding !== 'der' && dsaEncoding !== 'ieee-p1363') throw new ERR_INVALID_ARG_VALUE('options.dsaEncoding', dsaEncoding);
  return [integerOption(options, 'padding') ?? 0, integerOption(options, 'saltLength'), dsaEncoding === 'ieee-p1363'];
}

function start(self, name, algorithm, options) {
  validateString(algorithm, 'algorithm');
  if (!native.digestExists(undefined, algorithm)) throw coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', 'Invalid digest');
  self[kHandle] = handle(name, {});
  Reflect.apply(Writable, self, [options]);
  Object.defineProperties(self, { [kChunks]: { value: [] }, [kDigest]: { value: algorithm } });
}

function Sign(algorithm, options) {
  if (!(this instanceof Sign)) return new Sign(algorithm, options);
  start(this, 'Sign', algorithm, options);
}

function Verify(algorithm, options) {
  if (!(this instanceof Verify)) return new Verify(algorithm, options);
  start(this, 'Verify', algorithm, options);
}

for (const Class of [Sign, Verify]) {
  inherit(Class, Writable);
  Class.prototype._write = function _write(chunk, encoding, callback) {
    this.update(chunk, encoding);
    callback();
  };
  Class.prototype.update = function update(data, encoding) {
    if (typeof data === 'string') validateEncoding(data, encoding);
    else if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
    const bytes = typeof data === 'string' ? Buffer.from(data, inputEncoding(encoding)) : Buffer.from(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    this[kChunks].push(bytes);
    return this;
  };
}

// Keys that sign the data itself cannot sign what was hashed before.
function streamable(material) {
  if (native.keyFamily(undefined, material) === 'ed25519') throw coded(Error, 'ERR_CRYPTO_UNSUPPORTED_OPERATION', 'Unsupported crypto operation');
  return material;
}

Sign.prototype.sign = function sign(options, encoding) {
  if (!options) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const [padding, salt, raw] = how(options);
  const material = streamable(asymmetric(options, kConsumePrivate));
  return result(native.sign(undefined, material, Buffer.concat(this[kChunks]), this[kDigest], padding, salt, raw), encoding);
};

Verify.prototype.verify = function verify(options, signature, encoding) {
  const material = streamable(asymmetric(options, kConsumePublic));
  const [padding, salt, raw] = how(options);
  const bytes = bytesOf(signature, 'signature', encoding);
  return native.verify(undefined, material, Buffer.concat(this[kChunks]), this[kDigest], padding, salt, raw, bytes);
};

function signOneShot(algorithm, data, key, callback) {
  if (algorithm != null) validateString(algorithm, 'algorithm');
  if (callback !== undefined) validateFunction(callback, 'callback');
  data = bytesOnly(data, 'data');
  if (!key) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const [padding, salt, raw] = how(key);
  const material = asymmetric(key, kConsumePrivate);
  checkDigest(algorithm);
  const done = callback && ((err, value) => (err ? callback(err) : callback(null, Buffer.from(value))));
  const value = native.sign(done, material, data, algorithm ?? undefined, padding, salt, raw);
  return callback ? undefined : Buffer.from(value);
}

function verifyOneShot(algorithm, data, key, signature, callback) {
  if (algorithm != null) validateString(algorithm, 'algorithm');
  if (callback !== undefined) validateFunction(callback, 'callback');
  data = bytesOnly(data, 'data');
  const [padding, salt, raw] = how(key);
  signature = bytesOnly(signature, 'signature');
  const material = asymmetric(key, kConsumePublic);
  checkDigest(algorithm);
  return native.verify(callback, material, data, algorithm ?? undefined, padding, salt, raw, signature);
}

function checkDigest(algorithm) {
  if (algorithm == null || native.digestExists(undefined, algorithm)) return;
  throw coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
}

function bytesOnly(value, name) {
  if (!isBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, byteTypes, value);
  return value;
}

// ---- RSA

function rsa(call, defaultPadding, use) {
  return { '': (options, buffer) => {
    const material = asymmetric(options, use);
    const { padding = defaultPadding, encoding, oaepHash = 'sha1', oaepLabel } = typeof options === 'object' && options !== null ? options : {};
    validateString(oaepHash, 'key.oaepHash');
    const label = oaepLabel === undefined ? undefined : bytesOf(oaepLabel, 'key.oaepLabel', encoding);
    const data = bytesOf(buffer, 'buffer', encoding);
    return Buffer.from(native[call](undefined, material, padding, oaepHash, label, data));
  } }[''];
}

module.exports = {
  Sign,
  Verify,
  createSign: function createSign(algorithm, options) { return new Sign(algorithm, options); },
  createVerify: function createVerify(algorithm, options) { return new Verify(algorithm, options); },
  privateDecrypt: rsa('privateDecrypt', RSA_PKCS1_OAEP_PADDING, kConsumePrivate),
  privateEncrypt: rsa('privateEncrypt', RSA_PKCS1_PADDING, kConsumePrivate),
  publicDecrypt: rsa('publicDecrypt', RSA_PKCS1_PADDING, kConsumePublic),
  publicEncrypt: rsa('publicEncrypt', RSA_PKCS1_OAEP_PADDING, kConsumePublic),
  sign: signOneShot,
  verify: verifyOneShot,
};
