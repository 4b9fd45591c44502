'use strict';
// globalThis.crypto (w3c.github.io/webcrypto). Every operation is a job of the pool, and its promise is settled in the
// scope of the job's end.

const { isBytes } = require('internal/crypto/arguments');
const { keys } = require('internal/crypto/keys');
const { digestName, exception, normalize } = require('internal/crypto/webcrypto_algorithms');
const { CryptoKey, exportKey, generateKey, importKey, isCryptoKey, job, order } = require('internal/crypto/webcrypto_keys');
const { getRandomValues, randomUUID } = require('internal/crypto/random');
const { Buffer } = require('buffer');
const native = require('internal/crypto/native');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS }, notImplemented } = require('internal/errors');
const { requireArguments, webClass, webTypeError } = require('internal/shape');
const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PSS_PADDING } = require('internal/crypto/constants');

const ordinals = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th'];
const formats = ['raw', 'pkcs8', 'spki', 'jwk', 'raw-secret', 'raw-public', 'raw-private', 'raw-seed'];

// checks are the arguments of a method as Web IDL converts them, before anything is done.
const checks = {
  bytes(value, where) {
    if (!isBytes(value)) throw webTypeError(`${where} is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
    const view = ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
    return Uint8Array.from(view);
  },
  key(value, where) {
    if (!isCryptoKey(value)) throw webTypeError(`${where} is not of type CryptoKey.`);
    return value;
  },
  format(value, where) {
    if (!formats.includes(`${value}`)) throw webTypeError(`${where} '${value}' is not a valid enum value of type KeyFormat.`, 'ERR_INVALID_ARG_VALUE');
    return `${value}`;
  },
  usages(value, where) {
    if (value === null || typeof value !== 'object' || typeof value[Symbol.iterator] !== 'function') throw webTypeError(`${where} cannot be converted to sequence.`);
    return Array.from(value, (usage, i) => {
      if (order.includes(`${usage}`)) return `${usage}`;
      throw webTypeError(`${where}[${i}] '${usage}' is not a valid enum value of type KeyUsage.`, 'ERR_INVALID_ARG_VALUE');
    });
  },
  boolean: Boolean,
  any: (value) => value,
};

// method makes a method of SubtleCrypto: its arguments are read, and everything that goes wrong rejects.
function method(name, kinds, run, required = kinds.length) {
  const call = { async [name](...args) {
    if (this !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto');
    const prefix = `Failed to execute '${name}' on 'SubtleCrypto'`;
    requireArguments(args.length, required, prefix);
    return run(...kinds.map((kind, i) => (i < args.length ? checks[kind](args[i], `${prefix}: ${ordinals[i]} argument`) : undefined)));
  } }[name];
  Object.defineProperty(call, 'length', { value: required, configurable: true });
  return call;
}

const failed = (cause) => exception('The operation failed for an operation-specific reason', 'OperationError', cause);

async function attempt(name, message, ...args) {
  try {
    return await job(name, ...args);
  } catch (err) {
    throw failed(new Error(message, { cause: err }));
  }
}

function usable(key, algorithm, usage, verb = usage) {
  if (algorithm.name !== key.algorithm.name) throw exception('Key algorithm mismatch', 'InvalidAccessError');
  if (!key.usages.includes(usage)) throw exception(`Unable to use this key to ${verb}`, 'InvalidAccessError');
}

// ---- signatures

function signing(algorithm, key) {
  const hash = algorithm.hash ?? key.algorithm.hash;
  const digest = hash === undefined ? undefined : digestName(hash);
  const pss = algorithm.name === 'RSA-PSS';
  return [digest, pss ? RSA_PKCS1_PSS_PADDING : 0, pss ? algorithm.saltLength : undefined, algorithm.name === 'ECDSA'];
}

function mac(key, data) {
  const hmac = native.hmac(undefined, digestName(key.algorithm.hash), native.keyBytes(undefined, keys.get(key)));
  native.hashUpdate(undefined, hmac, data, 'utf8');
  return native.hashDigest(undefined, hmac);
}

async function sign(algorithm, key, data) {
  const normal = normalize(algorithm, 'sign');
  usable(key, normal, 'sign');
  if (normal.name === 'HMAC') return mac(key, data);
  return attempt('sign', 'Signing job failed', keys.get(key), data, ...signing(normal, key));
}

async function verify(algorithm, key, signature, data) {
  const normal = normalize(algorithm, 'verify');
  usable(key, normal, 'verify');
  if (normal.name === 'HMAC') {
    const wanted = mac(key, data);
    return wanted.byteLength === signature.byteLength && native.timingSafeEqual(undefined, wanted, signature);
  }
  return attempt('verify', 'Verifying job failed', keys.get(key), data, ...signing(normal, key), signature);
}

// ---- encryption

const op = (message) => exception(message, 'OperationError');

function cipherArguments(algorithm, key) {
  const bits = key.algorithm.length;
  switch (algorithm.name) {
    case 'AES-CBC':
      if (algorithm.iv.byteLength !== 16) throw op('algorithm.iv must contain exactly 16 bytes');
      return { name: `aes-${bits}-cbc`, iv: algorithm.iv };
    case 'AES-CTR':
      if (algorithm.counter.byteLength !== 16) throw op('algorithm.counter must contain exactly 16 bytes');
      if (algorithm.length === 0 || algorithm.length > 128) throw op('AES-CTR algorithm.length must be between 1 and 128');
      return { name: `aes-${bits}-ctr`, iv: algorithm.counter };
  }
  const tag = algorithm.tagLength ?? 128;
  if (![32, 64, 96, 104, 112, 120, 128].includes(tag)) throw op(`${tag} is not a valid AES-GCM tag length`);
  return { name: `aes-${bits}-gcm`, iv: algorithm.iv, tagLength: tag / 8, extra: algorithm.additionalData };
}

function aes(algorithm, key, data, encrypt) {
  const { name, iv, tagLength, extra } = cipherArguments(algorithm, key);
  try {
    const made = native.cipher(undefined, name, encrypt, native.keyBytes(undefined, keys.get(key)), iv, tagLength);
    if (extra !== undefined) native.cipherSetAAD(undefined, made, extra);
    if (tagLength !== undefined && !encrypt) {
      if (data.byteLength < tagLength) throw new Error('The provided data is too small.');
      native.cipherSetTag(undefined, made, data.subarray(data.byteLength - tagLength));
      data = data.subarray(0, data.byteLength - tagLength);
    }
    const parts = [native.cipherUpdate(undefined, made, data, 'utf8'), native.cipherFinal(undefined, made)];
    if (tagLength !== undefined && encrypt) parts.push(native.cipherTag(undefined, made));
    return joined(parts);
  } catch (err) {
    throw failed(new Error('Cipher job failed', { cause: err }));
  }
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return whole.buffer;
}

const turn = () => new Promise((resolve) => { setImmediate(resolve); });

async function crypt(algorithm, key, data, encrypt) {
  if (algorithm.name !== 'RSA-OAEP') {
    const result = aes(algorithm, key, data, encrypt);
    await turn();
    return result;
  }
  if (key.type !== (encrypt ? 'public' : 'private')) throw exception(`The requested operation is not valid for the provided key`, 'InvalidAccessError');
  return attempt(encrypt ? 'publicEncrypt' : 'privateDecrypt', 'Cipher job failed', keys.get(key), RSA_PKCS1_OAEP_PADDING,
    digestName(key.algorithm.hash), algorithm.label, data);
}

async function encrypt(algorithm, key, data) {
  const normal = normalize(algorithm, 'encrypt');
  usable(key, normal, 'encrypt');
  return crypt(normal, key, data, true);
}

async function decrypt(algorithm, key, data) {
  const normal = normalize(algorithm, 'decrypt');
  usable(key, normal, 'decrypt');
  return crypt(normal, key, data, false);
}

// ---- derivation

function bytesWanted(length) {
  if (length === null || length === undefined) throw op('length cannot be null');
  if (length % 8 !== 0) throw op('length must be a multiple of 8');
  return length / 8;
}

async function bitsOf(algorithm, key, length) {
  const secret = () => native.keyBytes(undefined, keys.get(key));
  switch (algorithm.name) {
    case 'HKDF':
      return attempt('hkdf', 'HKDF job failed', digestName(algorithm.hash), secret(), algorithm.salt, algorithm.info, bytesWanted(length));
    case 'PBKDF2': {
      const bytes = bytesWanted(length);
      if (algorithm.iterations === 0) throw op('iterations cannot be zero');
      return attempt('pbkdf2', 'PBKDF2 job failed', secret(), algorithm.salt, algorithm.iterations, bytes, digestName(algorithm.hash));
    }
  }
  const other = checks.key(algorithm.public, 'algorithm.public');
  if (other.type !== 'public') throw exception('algorithm.public must be a public key', 'InvalidAccessError');
  if (other.algorithm.name !== key.algorithm.name) throw exception('algorithm.public must be a key of the same algorithm', 'InvalidAccessError');
  if (other.algorithm.namedCurve !== key.algorithm.namedCurve) throw exception('Named curve mismatch', 'InvalidAccessError');
  const shared = await attempt('sharedSecret', 'Derivation job failed', keys.get(key), keys.get(other));
  if (length === null || length === undefined) return shared;
  if (shared.byteLength * 8 < length) throw op('derived bit length is too small');
  const part = new Uint8Array(shared.slice(0, Math.ceil(length / 8)));
  if (length % 8 !== 0) part[part.length - 1] &= 0xFF << (8 - length % 8);
  return part.buffer;
}

async function deriveBits(algorithm, key, length = null) {
  const normal = normalize(algorithm, 'deriveBits');
  if (!key.usages.includes('deriveBits')) throw exception('baseKey does not have deriveBits usage', 'InvalidAccessError');
  if (normal.name !== key.algorithm.name) throw exception('Key algorithm mismatch', 'InvalidAccessError');
  return bitsOf(normal, key, length);
}

const blocks = { 'SHA-1': 512, 'SHA-256': 512, 'SHA-384': 1024, 'SHA-512': 1024 };

async function deriveKey(algorithm, key, derivedKeyType, extractable, usages) {
  const normal = normalize(algorithm, 'deriveBits');
  const type = normalize(derivedKeyType, 'importKey');
  const sized = normalize(derivedKeyType, 'keyLength');
  if (!key.usages.includes('deriveKey')) throw exception('baseKey does not have deriveKey usage', 'InvalidAccessError');
  if (normal.name !== key.algorithm.name) throw exception('Key algorithm mismatch', 'InvalidAccessError');
  if (sized.name.startsWith('AES') && ![128, 192, 256].includes(sized.length)) throw op('Invalid key length');
  const length = sized.length ?? (sized.name === 'HMAC' ? blocks[sized.hash.name] : null);
  return importKey('raw', await bitsOf(normal, key, length), type, extractable, usages);
}

// ---- wrapping

async function wrapKey(format, key, wrappingKey, algorithm) {
  const kw = wrappingKey.algorithm.name === 'AES-KW';
  const normal = normalize(algorithm, kw ? 'wrapKey' : 'encrypt');
  usable(wrappingKey, normal, 'wrapKey');
  const data = exportKey(format, key);
  const bytes = format === 'jwk' ? Buffer.from(JSON.stringify(data), 'utf8') : new Uint8Array(data);
  if (kw) return wrap(wrappingKey, bytes);
  return crypt(normal, wrappingKey, bytes, true);
}

async function unwrapKey(format, wrapped, unwrappingKey, algorithm, keyAlgorithm, extractable, usages) {
  const kw = unwrappingKey.algorithm.name === 'AES-KW';
  const normal = normalize(algorithm, kw ? 'unwrapKey' : 'decrypt');
  const type = normalize(keyAlgorithm, 'importKey');
  usable(unwrappingKey, normal, 'unwrapKey');
  const bytes = kw ? unwrap(unwrappingKey, wrapped) : await crypt(normal, unwrappingKey, wrapped, false);
  const data = format === 'jwk' ? JSON.parse(Buffer.from(bytes).toString('utf8')) : bytes;
  return importKey(format, data, type, extractable, usages);
}

// block encrypts or decrypts one block of AES.
function block(key, data, encrypt) {
  const made = native.cipher(undefined, `aes-${key.algorithm.length}-ecb`, encrypt, native.keyBytes(undefined, keys.get(key)), null, undefined);
  native.cipherPadding(undefined, made, false);
  return new Uint8Array(native.cipherUpdate(undefined, made, data, 'utf8'));
}

// AES key wrap: RFC 3394, section 2.2.
function wrap(key, data) {
  if (data.length % 8 !== 0 || data.length < 16) throw failed(new Error('Cipher job failed'));
  const n = data.length / 8;
  const out = new Uint8Array(data.length + 8).fill(0xA6, 0, 8);
  out.set(data, 8);
  for (let j = 0; j < 6; j++) {
    for (let i = 1; i <= n; i++) {
      const b = block(key, Uint8Array.from([...out.subarray(0, 8), ...out.subarray(8 * i, 8 * i + 8)]), true);
      counted(b, n * j + i);
      out.set(b.subarray(0, 8));
      out.set(b.subarray(8), 8 * i);
    }
  }
  return out.buffer;
}

function counted(b, t) {
  for (let k = 7; k >= 4; k--, t = Math.floor(t / 256)) b[k] ^= t & 0xFF;
}

function unwrap(key, wrapped) {
  if (wrapped.length % 8 !== 0 || wrapped.length < 24) throw failed(new Error('Cipher job failed'));
  const out = Uint8Array.from(wrapped);
  const n = out.length / 8 - 1;
  for (let j = 5; j >= 0; j--) {
    for (let i = n; i >= 1; i--) {
      const both = Uint8Array.from([...out.subarray(0, 8), ...out.subarray(8 * i, 8 * i + 8)]);
      counted(both, n * j + i);
      const b = block(key, both, false);
      out.set(b.subarray(0, 8));
      out.set(b.subarray(8), 8 * i);
    }
  }
  if (out.subarray(0, 8).some((byte) => byte !== 0xA6)) throw failed(new Error('Cipher job failed'));
  return out.buffer.slice(8);
}

// ---- the classes

const construct = Symbol('construct');

class SubtleCrypto {
  constructor(token) {
    if (token !== construct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }
}

const subtle = new SubtleCrypto(construct);

const methods = {
  encrypt: method('encrypt', ['any', 'key', 'bytes'], encrypt),
  decrypt: method('decrypt', ['any', 'key', 'bytes'], decrypt),
  sign: method('sign', ['any', 'key', 'bytes'], sign),
  verify: method('verify', ['any', 'key', 'bytes', 'bytes'], verify),
  digest: method('digest', ['any', 'bytes'], async (algorithm, data) => job('hashOnce', digestName(normalize(algorithm, 'digest')), undefined, data)),
  generateKey: method('generateKey', ['any', 'boolean', 'usages'], async (algorithm, extractable, usages) =>
    generateKey(normalize(algorithm, 'generateKey'), extractable, usages)),
  deriveKey: method('deriveKey', ['any', 'key', 'any', 'boolean', 'usages'], deriveKey),
  deriveBits: method('deriveBits', ['any', 'key', 'any'], deriveBits, 2),
  importKey: method('importKey', ['format', 'any', 'any', 'boolean', 'usages'], async (format, data, algorithm, extractable, usages) =>
    importKey(format, data, normalize(algorithm, 'importKey'), extractable, usages)),
  exportKey: method('exportKey', ['format', 'key'], async (format, key) => exportKey(format, key)),
  wrapKey: method('wrapKey', ['format', 'key', 'key', 'any'], wrapKey),
  unwrapKey: method('unwrapKey', ['format', 'bytes', 'key', 'any', 'any', 'boolean', 'usages'], unwrapKey),
};
for (const name of ['getPublicKey', 'encapsulateBits', 'encapsulateKey', 'decapsulateBits', 'decapsulateKey']) {
  const missing = notImplemented(`crypto.subtle.${name}`);
  methods[name] = { async [name]() { return missing(); } }[name];
}
for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(SubtleCrypto.prototype, name, { configurable: true, enumerable: true, writable: true, value });
}
webClass(SubtleCrypto);

class Crypto {
  constructor(token) {
    if (token !== construct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get subtle() { return Crypto.#check(this, subtle); }

  static #check(self, value) {
    if (self !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return value;
  }

  getRandomValues(array) {
    Crypto.#check(this);
    requireArguments(arguments.length, 1, "Failed to execute 'getRandomValues' on 'Crypto'");
    return getRandomValues(array);
  }

  randomUUID() {
    Crypto.#check(this);
    return randomUUID();
  }
}

webClass(Crypto, 'subtle', 'getRandomValues', 'randomUUID');

const crypto = new Crypto(construct);

module.exports = { Crypto, CryptoKey, SubtleCrypto, crypto };
