'use strict';
// Keys as JSON Web Keys (RFC 7517).

const native = require('internal/crypto/native');
const { coded } = require('internal/crypto/errors');
const { Buffer } = require('buffer');

const octetCurves = { ed25519: 'Ed25519', x25519: 'X25519' };
const curves = { prime256v1: 'P-256', secp224r1: 'P-224', secp384r1: 'P-384', secp521r1: 'P-521' };
const partNames = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'x', 'y'];

function toJWK(material, key) {
  const list = native.keyToJWK(undefined, material);
  const parts = {};
  for (let i = 0; i < list.length; i += 2) parts[list[i]] = Buffer.from(list[i + 1]).toString('base64url');
  const kind = native.keyFamily(undefined, material);
  if (kind === 'rsa') return { kty: 'RSA', ...parts };
  if (octetCurves[kind] !== undefined) return { crv: octetCurves[kind], ...parts, kty: 'OKP' };
  const name = curves[native.keyDetails(undefined, material)[2]];
  if (name === undefined || name === 'P-224') {
    throw coded(Error, 'ERR_CRYPTO_JWK_UNSUPPORTED_CURVE', `Unsupported JWK EC curve: ${key.asymmetricKeyDetails.namedCurve}.`);
  }
  const { d, ...point } = parts;
  return { kty: 'EC', ...point, crv: name, ...(d !== undefined && { d }) };
}

const invalid = (message) => coded(TypeError, 'ERR_CRYPTO_INVALID_JWK', message);

const kinds = { RSA: ['n', 'e'], EC: ['crv', 'x', 'y'], OKP: ['crv', 'x'] };
const needed = { RSA: ['d', 'p', 'q', 'dp', 'dq', 'qi'], EC: ['d'], OKP: ['d'] };

// fromJWK makes a key; wantPrivate undefined takes what there is.
function fromJWK(jwk, wantPrivate) {
  const { kty } = jwk;
  if (typeof kty !== 'string' || kinds[kty] === undefined) throw invalid(`${kty} is not a supported JWK key type`);
  const bad = invalid(`Invalid JWK ${kty} key`);
  const isPrivate = wantPrivate ?? jwk.d !== undefined;
  const required = isPrivate ? [...kinds[kty], ...needed[kty]] : kinds[kty];
  if (required.some((name) => typeof jwk[name] !== 'string')) throw bad;
  const known = kty === 'EC' ? Object.values(curves) : kty === 'OKP' ? Object.values(octetCurves) : undefined;
  if (known !== undefined && !known.includes(jwk.crv)) throw invalid(kty === 'EC' ? 'Invalid JWK EC key curve' : 'Unsupported JWK OKP curve');
  const parts = partNames.map((name) => (typeof jwk[name] === 'string' ? Buffer.from(jwk[name], 'base64url') : undefined));
  try {
    return native.keyFromJWK(undefined, isPrivate, kty, kty === 'RSA' ? '' : jwk.crv, parts);
  } catch {
    throw bad;
  }
}

module.exports = { curves, fromJWK, octetCurves, toJWK };
