'use strict';
// createHash, createHmac, hash().

const native = require('internal/crypto/native');
const { LazyTransform, handle, inherit, inputEncoding, inside, kHandle, result } = require('internal/crypto/arguments');
const { Buffer } = require('buffer');
const { known } = require('internal/encodings');
const { codes: { ERR_CRYPTO_HASH_FINALIZED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { deprecate } = require('internal/promisify');
const { validateEncoding, validateObject, validateString, validateUint32 } = require('internal/validators');
const { secretBytes } = require('internal/crypto/keys');

const kState = Symbol('kState');
const kFinalized = Symbol('kFinalized');

const dataTypes = ['string', 'Buffer', 'TypedArray', 'DataView'];

function lengthOf(options) {
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  return length;
}

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  const copied = algorithm instanceof Hash ? inside(algorithm[kHandle]) : undefined;
  if (copied === undefined) validateString(algorithm, 'algorithm');
  const length = lengthOf(options);
  const made = copied === undefined ? native.hash(undefined, algorithm, length) : native.hashCopy(undefined, copied, length);
  if (made === undefined) throw new Error('Digest method not supported');
  LazyTransform.call(this, options);
  this[kHandle] = handle('Hash', made);
  this[kState] = { [kFinalized]: false };
}

inherit(Hash, LazyTransform);

Hash.prototype.copy = function copy(options) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash(this, options);
};

Hash.prototype._transform = function(chunk, encoding, callback) {
  feed(this, chunk, encoding);
  callback();
};

Hash.prototype._flush = function(callback) {
  this.push(this.digest());
  callback();
};

function feed(self, data, encoding) {
  native.hashUpdate(undefined, inside(self[kHandle]), data, inputEncoding(encoding));
}

function update(data, encoding) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  if (typeof data === 'string') validateEncoding(data, encoding);
  else if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE('data', dataTypes, data);
  feed(this, data, encoding);
  return this;
}

Hash.prototype.update = update;

Hash.prototype.digest = function digest(outputEncoding) {
  const state = this[kState];
  if (state[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  const encoding = outputEncoding ? `${outputEncoding}` : undefined;
  const sum = result(native.hashDigest(undefined, inside(this[kHandle])), encoding);
  state[kFinalized] = true;
  return sum;
};

function Hmac(hmac, key, options) {
  if (!new.target) return new Hmac(hmac, key, options);
  validateString(hmac, 'hmac');
  const encoding = typeof options?.encoding === 'string' ? options.encoding : undefined;
  const made = native.hmac(undefined, hmac, secretBytes(key, encoding));
  LazyTransform.call(this, options);
  this[kHandle] = handle('Hmac', made);
  this[kState] = { [kFinalized]: false };
}

inherit(Hmac, LazyTransform);

Hmac.prototype.update = update;

// digest called again returns nothing, and throws nothing, as it always has.
Hmac.prototype.digest = function digest(outputEncoding) {
  const state = this[kState];
  if (state[kFinalized]) return outputEncoding && outputEncoding !== 'buffer' ? '' : Buffer.from('');
  const sum = result(native.hashDigest(undefined, inside(this[kHandle])), outputEncoding);
  state[kFinalized] = true;
  return sum;
};

Hmac.prototype._flush = Hash.prototype._flush;
Hmac.prototype._transform = Hash.prototype._transform;

function hash(algorithm, input, options) {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !ArrayBuffer.isView(input)) throw new ERR_INVALID_ARG_TYPE('input', dataTypes, input);
  let encoding = 'hex';
  let length;
  if (typeof options === 'string') {
    encoding = options;
  } else if (options !== undefined) {
    validateObject(options, 'options');
    length = lengthOf(options);
    encoding = options.outputEncoding ?? 'hex';
  }
  validateString(encoding, 'outputEncoding');
  if (encoding !== 'buffer' && known(encoding) === undefined) throw new ERR_INVALID_ARG_VALUE('outputEncoding', encoding);
  const made = native.hash(undefined, algorithm, length);
  if (made === undefined) throw new Error(`Digest method ${algorithm} is not supported`);
  native.hashUpdate(undefined, made, input, 'utf8');
  return result(native.hashDigest(undefined, made), encoding);
}

let hashes;
const getHashes = () => [...(hashes ??= native.hashes(undefined))];
Object.defineProperty(getHashes, 'name', { value: '' });

module.exports = {
  Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
  Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
  createHash: function createHash(algorithm, options) { return new Hash(algorithm, options); },
  createHmac: function createHmac(hmac, key, options) { return new Hmac(hmac, key, options); },
  getHashes,
  hash,
};
