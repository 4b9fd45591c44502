'use strict';
// createCipheriv, createDecipheriv, getCipherInfo.

const native = require('internal/crypto/native');
const { LazyTransform, bytesOf, handle, inherit, inputEncoding, inside, kHandle } = require('internal/crypto/arguments');
const { Buffer } = require('buffer');
const { known } = require('internal/encodings');
const { codes } = require('internal/errors');
const { validateEncoding, validateInt32, validateObject, validateString, validateUint32 } = require('internal/validators');
const { secretBytes } = require('internal/crypto/keys');

const { ERR_CRYPTO_INVALID_STATE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING } = codes;

function unsigned(options, name) {
  const value = options?.[name];
  if (value == null) return undefined;
  if (value >>> 0 !== value) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
  return value;
}

function start(self, className, encrypt, cipher, key, iv, options) {
  validateString(cipher, 'cipher');
  const encoding = typeof options?.encoding === 'string' ? options.encoding : undefined;
  const secret = secretBytes(key, encoding);
  const vector = iv === null ? null : bytesOf(iv, 'iv');
  const made = native.cipher(undefined, cipher, encrypt, secret, vector, unsigned(options, 'authTagLength'));
  self._decoder = null;
  LazyTransform.call(self, options);
  self[kHandle] = handle(className, made);
}

function Cipheriv(cipher, key, iv, options) {
  if (!(this instanceof Cipheriv)) return new Cipheriv(cipher, key, iv, options);
  start(this, 'CipherBase', true, cipher, key, iv, options);
}

function Decipheriv(cipher, key, iv, options) {
  if (!(this instanceof Decipheriv)) return new Decipheriv(cipher, key, iv, options);
  start(this, 'CipherBase', false, cipher, key, iv, options);
}

// decoded is output as text: the decoder keeps what is no whole character yet.
function decoded(self, output, encoding, last) {
  if (!encoding || encoding === 'buffer') return output;
  const { StringDecoder } = require('string_decoder');
  const name = known(encoding);
  self._decoder ??= new StringDecoder(encoding);
  if (self._decoder.encoding !== name) {
    if (name === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    throw new ERR_INVALID_ARG_VALUE('outputEncoding', encoding, `cannot be changed from '${self._decoder.encoding}'`);
  }
  return last ? self._decoder.end(output) : self._decoder.write(output);
}

function feed(self, data, encoding) {
  return Buffer.from(native.cipherUpdate(undefined, inside(self[kHandle]), data, inputEncoding(encoding)));
}

function end(self) {
  return Buffer.from(native.cipherFinal(undefined, inside(self[kHandle])));
}

const shared = {
  _transform(chunk, encoding, callback) {
    this.push(feed(this, chunk, encoding));
    callback();
  },
  _flush(callback) {
    try {
      this.push(end(this));
    } catch (err) {
      callback(err);
      return;
    }
    callback();
  },
  update(data, encoding, outputEncoding) {
    if (typeof data === 'string') validateEncoding(data, encoding);
    else if (!ArrayBuffer.isView(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
    return decoded(this, feed(this, data, encoding), outputEncoding, false);
  },
  final(outputEncoding) {
    return decoded(this, end(this), outputEncoding, true);
  },
  setAutoPadding(autoPadding) {
    if (!native.cipherPadding(undefined, inside(this[kHandle]), autoPadding === undefined || Boolean(autoPadding))) {
      throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
    }
    return this;
  },
};

function getAuthTag() {
  const tag = native.cipherTag(undefined, inside(this[kHandle]));
  if (tag === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
  return Buffer.from(tag);
}

function setAuthTag(tag, encoding) {
  if (!native.cipherSetTag(undefined, inside(this[kHandle]), bytesOf(tag, 'buffer', encoding))) throw new ERR_CRYPTO_INVALID_STATE('setAuthTag');
  return this;
}

function setAAD(data, options) {
  const encoding = typeof options?.encoding === 'string' ? options.encoding : undefined;
  unsigned(options, 'plaintextLength');
  if (!native.cipherSetAAD(undefined, inside(this[kHandle]), bytesOf(data, 'aadbuf', encoding))) throw new ERR_CRYPTO_INVALID_STATE('setAAD');
  return this;
}

for (const Class of [Cipheriv, Decipheriv]) {
  inherit(Class, LazyTransform);
  Object.assign(Class.prototype, shared);
  if (Class === Cipheriv) Class.prototype.getAuthTag = getAuthTag;
  else Class.prototype.setAuthTag = setAuthTag;
  Class.prototype.setAAD = setAAD;
}

function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  if (options !== undefined) validateObject(options, 'options');
  const { keyLength, ivLength } = options ?? {};
  if (keyLength !== undefined) validateUint32(keyLength, 'options.keyLength');
  if (ivLength !== undefined) validateUint32(ivLength, 'options.ivLength');
  const found = native.cipherInfo(undefined, nameOrNid);
  if (found === undefined) return undefined;
  const [mode, name, nid, block, iv, key] = found;
  if (keyLength !== undefined && keyLength !== key) return undefined;
  const free = mode === 'gcm' ? ivLength > 0 : mode === 'stream' && ivLength > 0 && ivLength <= 12;
  if (ivLength !== undefined && ivLength !== iv && !free) return undefined;
  return {
    mode, name, nid,
    ...(block > 0 && { blockSize: block }),
    ...(iv > 0 && { ivLength: ivLength ?? iv }),
    keyLength: key,
  };
}

let ciphers;
const getCiphers = () => [...(ciphers ??= native.ciphers(undefined))];
Object.defineProperty(getCiphers, 'name', { value: '' });

module.exports = {
  Cipheriv,
  Decipheriv,
  createCipheriv: function createCipheriv(cipher, key, iv, options) { return new Cipheriv(cipher, key, iv, options); },
  createDecipheriv: function createDecipheriv(cipher, key, iv, options) { return new Decipheriv(cipher, key, iv, options); },
  getCipherInfo,
  getCiphers,
};
