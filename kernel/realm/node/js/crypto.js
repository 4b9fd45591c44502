'use strict';
// The module crypto: its parts are in internal/crypto.

const agree = require('internal/crypto/agree');
const cipher = require('internal/crypto/cipher');
const constants = require('internal/crypto/constants');
const derive = require('internal/crypto/derive');
const generate = require('internal/crypto/generate');
const hash = require('internal/crypto/hash');
const keys = require('internal/crypto/keys');
const native = require('internal/crypto/native');
const random = require('internal/crypto/random');
const sign = require('internal/crypto/sign');
const { X509Certificate } = require('internal/crypto/certificate');
const { notImplemented } = require('internal/errors');

const getCurves = () => native.curves(undefined);
Object.defineProperty(getCurves, 'name', { value: '' });

function getFips() { return 0; }

function setFips(val) {
  if (val) throw Object.assign(new Error('error:0308010C:digital envelope routines::unsupported'), { code: 'ERR_OSSL_EVP_UNSUPPORTED' });
}

// No heap is set aside for secrets.
function secureHeapUsed() { return { total: 0, used: 0, utilization: NaN, min: 2 }; }

module.exports = {
  argon2: derive.argon2,
  argon2Sync: derive.argon2Sync,
  checkPrime: random.checkPrime,
  checkPrimeSync: random.checkPrimeSync,
  createCipheriv: cipher.createCipheriv,
  createDecipheriv: cipher.createDecipheriv,
  createDiffieHellman: agree.createDiffieHellman,
  createDiffieHellmanGroup: agree.createDiffieHellmanGroup,
  createECDH: agree.createECDH,
  createHash: hash.createHash,
  createHmac: hash.createHmac,
  createPrivateKey: keys.createPrivateKey,
  createPublicKey: keys.createPublicKey,
  createSecretKey: keys.createSecretKey,
  createSign: sign.createSign,
  createVerify: sign.createVerify,
  diffieHellman: agree.diffieHellman,
  generatePrime: random.generatePrime,
  generatePrimeSync: random.generatePrimeSync,
  getCiphers: cipher.getCiphers,
  getCipherInfo: cipher.getCipherInfo,
  getCurves,
  getDiffieHellman: agree.createDiffieHellmanGroup,
  getHashes: hash.getHashes,
  hkdf: derive.hkdf,
  hkdfSync: derive.hkdfSync,
  pbkdf2: derive.pbkdf2,
  pbkdf2Sync: derive.pbkdf2Sync,
  generateKeyPair: generate.generateKeyPair,
  generateKeyPairSync: generate.generateKeyPairSync,
  generateKey: generate.generateKey,
  generateKeySync: generate.generateKeySync,
  privateDecrypt: sign.privateDecrypt,
  privateEncrypt: sign.privateEncrypt,
  publicDecrypt: sign.publicDecrypt,
  publicEncrypt: sign.publicEncrypt,
  randomBytes: random.randomBytes,
  randomFill: random.randomFill,
  randomFillSync: random.randomFillSync,
  randomInt: random.randomInt,
  randomUUID: random.randomUUID,
  randomUUIDv7: random.randomUUIDv7,
  scrypt: derive.scrypt,
  scryptSync: derive.scryptSync,
  sign: sign.sign,
  setEngine: notImplemented('crypto.setEngine'),
  timingSafeEqual: random.timingSafeEqual,
  getFips,
  setFips,
  verify: sign.verify,
  hash: hash.hash,
  encapsulate: notImplemented('crypto.encapsulate'),
  decapsulate: notImplemented('crypto.decapsulate'),
  Certificate: notImplemented('crypto.Certificate'),
  Cipheriv: cipher.Cipheriv,
  Decipheriv: cipher.Decipheriv,
  DiffieHellman: agree.DiffieHellman,
  DiffieHellmanGroup: agree.DiffieHellmanGroup,
  ECDH: agree.ECDH,
  Hash: hash.Hash,
  Hmac: hash.Hmac,
  KeyObject: keys.KeyObject,
  Sign: sign.Sign,
  Verify: sign.Verify,
  X509Certificate,
  secureHeapUsed,
};

Object.defineProperty(module.exports, 'constants', { enumerable: true, value: constants });

const web = () => require('internal/crypto/webcrypto').crypto;
for (const [name, get] of Object.entries({
  webcrypto: web,
  subtle: () => web().subtle,
  getRandomValues: () => random.getRandomValues,
})) {
  Object.defineProperty(module.exports, name, { enumerable: true, get, set: undefined });
}
