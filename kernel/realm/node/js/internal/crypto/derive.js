'use strict';
// pbkdf2, scrypt, hkdf, argon2: keys out of passwords and other keys.

const native = require('internal/crypto/native');
const { bytesOf, validateBytes } = require('internal/crypto/arguments');
const { coded } = require('internal/crypto/errors');
const { Buffer, kMaxLength } = require('buffer');
const { codes: { ERR_INCOMPATIBLE_OPTION_PAIR, ERR_OUT_OF_RANGE } } = require('internal/errors');
const {
  validateFunction, validateInt32, validateInteger, validateObject, validateOneOf, validateString, validateUint32,
} = require('internal/validators');
const { keyBytes } = require('internal/crypto/keys');

const asBuffer = (callback) => (err, value) => (err ? callback(err) : callback(null, Buffer.from(value)));

function pbkdf2Arguments(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = bytesOf(password, 'password');
  salt = bytesOf(salt, 'salt');
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  return [password, salt, iterations, keylen, digest];
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  const args = pbkdf2Arguments(password, salt, iterations, keylen, digest);
  validateFunction(callback, 'callback');
  native.pbkdf2(asBuffer(callback), ...args);
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  return Buffer.from(native.pbkdf2(undefined, ...pbkdf2Arguments(password, salt, iterations, keylen, digest)));
}

const scryptDefaults = { N: 16384, r: 8, p: 1, maxmem: 32 << 20 };

function scryptArguments(password, salt, keylen, options) {
  if (options) validateObject(options, 'options');
  password = bytesOf(password, 'password');
  salt = bytesOf(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  const chosen = { ...scryptDefaults };
  for (const [short, long] of [['N', 'cost'], ['r', 'blockSize'], ['p', 'parallelization']]) {
    for (const name of [short, long]) {
      if (options?.[name] === undefined) continue;
      validateUint32(options[name], name);
      if (name === long && options[short] !== undefined) throw new ERR_INCOMPATIBLE_OPTION_PAIR(short, long);
      chosen[short] = options[name] || scryptDefaults[short];
    }
  }
  if (options?.maxmem !== undefined) {
    validateInteger(options.maxmem, 'maxmem', 0);
    chosen.maxmem = options.maxmem || scryptDefaults.maxmem;
  }
  return [password, salt, keylen, chosen.N, chosen.r, chosen.p, chosen.maxmem];
}

function scrypt(password, salt, keylen, options, callback = undefined) {
  if (callback === undefined) {
    callback = options;
    options = undefined;
  }
  const args = scryptArguments(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  native.scrypt(asBuffer(callback), ...args);
}

function scryptSync(password, salt, keylen, options = undefined) {
  return Buffer.from(native.scrypt(undefined, ...scryptArguments(password, salt, keylen, options)));
}

function hkdfArguments(hash, key, salt, info, length) {
  validateString(hash, 'digest');
  key = keyBytes(key, 'ikm');
  validateBytes(salt, 'salt');
  validateBytes(info, 'info');
  validateInteger(length, 'length', 0, kMaxLength);
  info = bytesOf(info, 'info');
  if (info.byteLength > 1024) throw new ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength);
  return [hash, key, bytesOf(salt, 'salt'), info, length];
}

function hkdf(hash, key, salt, info, length, callback) {
  const args = hkdfArguments(hash, key, salt, info, length);
  validateFunction(callback, 'callback');
  native.hkdf((err, value) => (err ? callback(err) : callback(null, value)), ...args);
}

const hkdfSync = (hash, key, salt, info, length) => native.hkdf(undefined, ...hkdfArguments(hash, key, salt, info, length));

function argon2Arguments(algorithm, parameters) {
  validateString(algorithm, 'algorithm');
  validateOneOf(algorithm, 'algorithm', ['argon2d', 'argon2i', 'argon2id']);
  validateObject(parameters, 'parameters');
  const { parallelism, tagLength, memory, passes } = parameters;
  const message = bytesOf(parameters.message, 'parameters.message');
  const nonce = bytesOf(parameters.nonce, 'parameters.nonce');
  if (nonce.byteLength < 8) throw new ERR_OUT_OF_RANGE('parameters.nonce.byteLength', '>= 8 && <= 4294967295', nonce.byteLength);
  validateInteger(parallelism, 'parameters.parallelism', 1, 16777215);
  validateInteger(tagLength, 'parameters.tagLength', 4, 4294967295);
  validateInteger(memory, 'parameters.memory', 8 * parallelism, 4294967295);
  validateUint32(passes, 'parameters.passes', true);
  // Go's argon2 has neither the variant argon2d, secrets and associated data, nor more than 255 lanes.
  if (algorithm === 'argon2d' || parameters.secret !== undefined || parameters.associatedData !== undefined || parallelism > 255) {
    throw coded(Error, 'ERR_METHOD_NOT_IMPLEMENTED', 'The crypto.argon2 method is not implemented for these parameters');
  }
  return [algorithm, message, nonce, parallelism, tagLength, memory, passes];
}

function argon2(algorithm, parameters, callback) {
  const args = argon2Arguments(algorithm, parameters);
  validateFunction(callback, 'callback');
  native.argon2(asBuffer(callback), ...args);
}

const argon2Sync = (algorithm, parameters) => Buffer.from(native.argon2(undefined, ...argon2Arguments(algorithm, parameters)));

module.exports = { argon2, argon2Sync, hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };
