'use strict';
// CryptoKey: made, read and written.

const native = require('internal/crypto/native');
const { isBytes } = require('internal/crypto/arguments');
const { exportAs, keys } = require('internal/crypto/keys');
const { curves, fromJWK, toJWK } = require('internal/crypto/jwk');
const { digestName, exception, normalize, uses } = require('internal/crypto/webcrypto_algorithms');
const { Buffer } = require('buffer');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspect, kClone, webClass, webTypeError } = require('internal/shape');
const { inspect } = require('internal/inspect');

const secret = Symbol('construct');

class CryptoKey {
  #algorithm;
  #extractable;
  #usages;

  constructor(token, material, algorithm, extractable, usages) {
    if (token !== secret) throw new ERR_ILLEGAL_CONSTRUCTOR();
    keys.set(this, material);
    this.#algorithm = algorithm;
    this.#extractable = extractable;
    this.#usages = usages;
  }

  static #check(key) {
    if (typeof key !== 'object' || key === null || !(#usages in key)) throw new ERR_INVALID_THIS('CryptoKey');
    return key;
  }

  get type() { return native.keyKind(undefined, keys.get(CryptoKey.#check(this))); }

  get extractable() { return CryptoKey.#check(this).#extractable; }

  get algorithm() { return CryptoKey.#check(this).#algorithm; }

  get usages() { return CryptoKey.#check(this).#usages; }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { type, extractable, algorithm, usages } = this;
    return `CryptoKey ${inspect({ type, extractable, algorithm, usages }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  [kClone]() { return make(keys.get(this), this.#algorithm, this.#extractable, this.#usages); }
}

webClass(CryptoKey, 'type', 'extractable', 'algorithm', 'usages');

const order = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];

function make(material, algorithm, extractable, usages) {
  return new CryptoKey(secret, material, algorithm, extractable, order.filter((one) => usages.includes(one)));
}

const isCryptoKey = (value) => value instanceof CryptoKey && keys.has(value);

function checkUsages(name, kind, usages) {
  if (usages.some((usage) => !uses[name][kind].includes(usage))) throw exception(`Unsupported key usage for ${name} key`, 'SyntaxError');
}

const notEmpty = (usages) => {
  if (usages.length === 0) throw exception('Usages cannot be empty when creating a key.', 'SyntaxError');
};

const job = (name, ...args) => new Promise((resolve, reject) => {
  native[name]((err, value) => (err ? reject(err) : resolve(value)), ...args);
});

// ---- new keys

async function randomSecret(bits) {
  const bytes = new Uint8Array(Math.ceil(bits / 8));
  await job('fill', bytes);
  return native.keySecret(undefined, bytes);
}

const blockBits = { 'sha1': 512, 'sha256': 512, 'sha384': 1024, 'sha512': 1024, 'sha3-256': 1088, 'sha3-384': 832, 'sha3-512': 576 };

function aesBits(length, error = 'OperationError') {
  if (![128, 192, 256].includes(length)) throw exception('AES key length must be 128, 192, or 256 bits', error);
  return length;
}

async function generateKey(algorithm, extractable, usages) {
  const { name } = algorithm;
  if (uses[name].secret) {
    checkUsages(name, 'secret', usages);
    const length = name === 'HMAC' ? algorithm.length ?? blockBits[digestName(algorithm.hash)] : aesBits(algorithm.length);
    if (length === 0) throw exception('Zero-length key is not supported', 'OperationError');
    notEmpty(usages);
    const described = name === 'HMAC' ? { name, length, hash: { name: algorithm.hash.name } } : { name, length };
    return make(await randomSecret(length), described, extractable, usages);
  }
  const known = [...uses[name].public, ...uses[name].private];
  if (usages.some((usage) => !known.includes(usage))) throw exception(`Unsupported key usage for a ${name} key`, 'SyntaxError');
  const { described, args } = pairOf(algorithm);
  notEmpty(usages.filter((usage) => uses[name].private.includes(usage)));
  let pair;
  try {
    pair = await job('keyPair', ...args);
  } catch (err) {
    throw exception('The operation failed for an operation-specific reason', 'OperationError', err);
  }
  const only = (kind) => usages.filter((usage) => uses[name][kind].includes(usage));
  return {
    publicKey: make(pair[0], described, true, only('public')),
    privateKey: make(pair[1], described, extractable, only('private')),
  };
}

const curveNames = Object.values(curves).filter((one) => one !== 'P-224');

function pairOf(algorithm) {
  const { name } = algorithm;
  if (name === 'Ed25519' || name === 'X25519') return { described: { name }, args: [name.toLowerCase(), 0, 0, ''] };
  if (name.startsWith('EC')) {
    const { namedCurve } = algorithm;
    if (!curveNames.includes(namedCurve)) throw exception('Unrecognized namedCurve', 'NotSupportedError');
    return { described: { name, namedCurve }, args: ['ec', 0, 0, namedCurve] };
  }
  const { modulusLength, publicExponent, hash } = algorithm;
  const exponent = publicExponent.reduce((sum, byte) => sum * 256 + byte, 0);
  if (exponent < 3 || exponent > 0x7FFFFFFF || exponent % 2 === 0) throw exception('The operation failed for an operation-specific reason', 'OperationError');
  return { described: { name, modulusLength, publicExponent, hash: { name: hash.name } }, args: ['rsa', modulusLength, exponent, ''] };
}

// ---- import

const asymmetricFamilies = { 'Ed25519': 'ed25519', 'X25519': 'x25519', 'ECDSA': 'ec', 'ECDH': 'ec' };
const aesAlg = (name, length) => `A${length}${name.slice(4)}`;
const hmacAlg = { 'SHA-1': 'HS1', 'SHA-256': 'HS256', 'SHA-384': 'HS384', 'SHA-512': 'HS512' };
const rsaAlg = {
  'RSASSA-PKCS1-v1_5': { 'SHA-1': 'RS1', 'SHA-256': 'RS256', 'SHA-384': 'RS384', 'SHA-512': 'RS512' },
  'RSA-PSS': { 'SHA-1': 'PS1', 'SHA-256': 'PS256', 'SHA-384': 'PS384', 'SHA-512': 'PS512' },
  'RSA-OAEP': { 'SHA-1': 'RSA-OAEP', 'SHA-256': 'RSA-OAEP-256', 'SHA-384': 'RSA-OAEP-384', 'SHA-512': 'RSA-OAEP-512' },
};

const unable = (verb, name, format) => exception(`Unable to ${verb} ${name} using ${format} format`, 'NotSupportedError');
const data = (message, cause) => exception(message, 'DataError', cause);

function importKey(format, keyData, algorithm, extractable, usages) {
  const { name } = algorithm;
  if (format === 'jwk') {
    if (isBytes(keyData) || typeof keyData !== 'object' || keyData === null) throw data('Invalid keyData');
    checkJWK(keyData, algorithm, extractable, usages);
  } else if (!isBytes(keyData)) {
    throw webTypeError("Failed to execute 'importKey' on 'SubtleCrypto': 2nd argument is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.");
  }
  const key = uses[name].secret ? importSecret(format, keyData, algorithm, extractable, usages) :
    importAsymmetric(format, keyData, algorithm, extractable, usages);
  if (key.type !== 'public') notEmpty(usages);
  return key;
}

function checkJWK(jwk, { name }, extractable, usages) {
  if (jwk.kty === undefined) throw data('Invalid keyData');
  const kty = uses[name].secret ? 'oct' : asymmetricFamilies[name] === 'ec' ? 'EC' : asymmetricFamilies[name] ? 'OKP' : 'RSA';
  if (jwk.kty !== kty) throw data('Invalid JWK "kty" Parameter');
  if (jwk.ext === false && extractable) throw data('JWK "ext" Parameter and extractable mismatch');
  if (Array.isArray(jwk.key_ops) && !usages.every((usage) => jwk.key_ops.includes(usage))) throw data('Key operations and usage mismatch');
}

function importSecret(format, keyData, algorithm, extractable, usages) {
  const { name } = algorithm;
  checkUsages(name, 'secret', usages);
  const derives = name === 'PBKDF2' || name === 'HKDF';
  if (derives && extractable) throw exception(`${name} keys are not extractable`, 'SyntaxError');
  if (format !== 'raw' && format !== 'raw-secret' && (format !== 'jwk' || derives)) throw unable('import', name, format);
  const bytes = format === 'jwk' ? Buffer.from(`${keyData.k}`, 'base64url') : keyData;
  const length = bytes.byteLength * 8;
  if (derives) return make(native.keySecret(undefined, bytes), { name }, false, usages);
  if (name === 'HMAC') {
    if (length === 0) throw data('Zero-length key is not supported');
    if (algorithm.length !== undefined && algorithm.length !== length) throw data('Invalid key length');
    return make(native.keySecret(undefined, bytes), { name, length, hash: { name: algorithm.hash.name } }, extractable, usages);
  }
  if (![128, 192, 256].includes(length)) throw data('Invalid key length');
  if (format === 'jwk' && keyData.alg !== undefined && keyData.alg !== aesAlg(name, length)) throw data('JWK "alg" does not match the requested algorithm');
  return make(native.keySecret(undefined, bytes), { name, length }, extractable, usages);
}

function readAsymmetric(format, keyData, { name, namedCurve }) {
  const curve = namedCurve ?? name;
  switch (format) {
    case 'spki': return native.keyPublic(undefined, keyData, 'der', 'spki');
    case 'pkcs8': return native.keyPrivate(undefined, keyData, 'der', 'pkcs8');
    case 'jwk': return fromJWK(keyData);
    case 'raw':
    case 'raw-public': return native.keyFromRaw(undefined, curve, keyData);
  }
}

function importAsymmetric(format, keyData, algorithm, extractable, usages) {
  const { name } = algorithm;
  const family = asymmetricFamilies[name] ?? 'rsa';
  if (algorithm.namedCurve !== undefined && !curveNames.includes(algorithm.namedCurve)) throw exception('Unrecognized namedCurve', 'NotSupportedError');
  if (!['spki', 'pkcs8', 'jwk', 'raw', 'raw-public'].includes(format) || (family === 'rsa' && format.startsWith('raw'))) throw unable('import', name, format);
  let material;
  try {
    material = readAsymmetric(format, keyData, algorithm);
  } catch (err) {
    throw data('Invalid keyData', err);
  }
  if (native.keyFamily(undefined, material) !== family) throw data('Invalid key type');
  const [modulusLength, exponent, curve] = native.keyDetails(undefined, material);
  if (family === 'ec' && curves[curve] !== algorithm.namedCurve) throw data('Named curve mismatch');
  checkUsages(name, native.keyKind(undefined, material), usages);
  const described = { name };
  if (family === 'ec') described.namedCurve = algorithm.namedCurve;
  if (family === 'rsa') {
    const text = BigInt(exponent).toString(16);
    const publicExponent = Uint8Array.from(Buffer.from(text.length % 2 ? `0${text}` : text, 'hex'));
    Object.assign(described, { modulusLength, publicExponent, hash: { name: algorithm.hash.name } });
  }
  return make(material, described, extractable, usages);
}

// ---- export

function exportKey(format, key) {
  if (!key.extractable) throw exception('key is not extractable', 'InvalidAccessError');
  const material = keys.get(key);
  const { name } = key.algorithm;
  const failing = () => exception(`Unable to export ${name} ${key.type} key using ${format} format`, 'NotSupportedError');
  const bytes = (b) => Uint8Array.from(b).buffer;
  if (format === 'jwk') return exportJWK(key, material);
  if (key.type === 'secret') {
    if (format !== 'raw' && format !== 'raw-secret') throw failing();
    return native.keyBytes(undefined, material);
  }
  if (format === 'spki' && key.type === 'public') return bytes(exportAs(material, { format: 'der', type: 'spki' }));
  if (format === 'pkcs8' && key.type === 'private') return bytes(exportAs(material, { format: 'der', type: 'pkcs8' }));
  if ((format === 'raw' || format === 'raw-public') && key.type === 'public' && !name.startsWith('RSA')) return native.keyToRaw(undefined, material);
  throw failing();
}

function exportJWK(key, material) {
  const { name, length, hash } = key.algorithm;
  const head = { key_ops: [...key.usages], ext: key.extractable };
  if (key.type === 'secret') {
    const alg = name === 'HMAC' ? hmacAlg[hash.name] : aesAlg(name, length);
    return { ...head, alg, kty: 'oct', k: Buffer.from(native.keyBytes(undefined, material)).toString('base64url') };
  }
  const alg = rsaAlg[name]?.[hash.name] ?? (name === 'Ed25519' ? name : undefined);
  return { ...head, ...(alg !== undefined && { alg }), ...toJWK(material, key) };
}

// fromKeyObject is KeyObject.prototype.toCryptoKey.
function fromKeyObject(key, algorithm, extractable, usages) {
  const normal = normalize(algorithm, 'importKey');
  if (key.type === 'secret') return importKey('raw', key.export(), normal, Boolean(extractable), usages);
  const type = key.type === 'public' ? 'spki' : 'pkcs8';
  return importKey(type, key.export({ format: 'der', type }), normal, Boolean(extractable), usages);
}


module.exports = { CryptoKey, exportKey, fromKeyObject, generateKey, importKey, isCryptoKey, job, order };
