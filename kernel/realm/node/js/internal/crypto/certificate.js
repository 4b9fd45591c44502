'use strict';
// X509Certificate.

const native = require('internal/crypto/native');
const { Buffer } = require('buffer');
const { codes } = require('internal/errors');
const { customInspect } = require('internal/shape');
const { inspect } = require('internal/inspect');
const { validateBoolean, validateObject, validateString } = require('internal/validators');
const { isKeyObject, keyObject, materialOf } = require('internal/crypto/keys');

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;

// RFC 2253, section 2.4
const escaped = (text) => text.replace(/[,+"\\<>;]|^[ #]| $/g, '\\$&');

const lines = (parts) => {
  const list = [];
  for (let i = 0; i + 1 < parts.length; i += 2) list.push(`${parts[i]}=${escaped(parts[i + 1])}`);
  return list.length === 0 ? undefined : list.join('\n');
};

// legacyName is a name as an object; of parts that come more than once, all.
function legacyName(parts) {
  const name = { __proto__: null };
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [key, value] = [parts[i], parts[i + 1]];
    if (name[key] === undefined) name[key] = value;
    else if (Array.isArray(name[key])) name[key].push(value);
    else name[key] = [name[key], value];
  }
  return name;
}

function legacyAccess(text) {
  if (text === undefined) return undefined;
  const result = { __proto__: null };
  for (const line of text.split('\n')) {
    const at = line.indexOf(':');
    (result[line.slice(0, at)] ??= []).push(line.slice(at + 1));
  }
  return result;
}

class X509Certificate {
  #native;
  #fields;

  constructor(buffer) {
    if (typeof buffer === 'string') buffer = Buffer.from(buffer);
    if (!ArrayBuffer.isView(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    this.#native = native.certificate(undefined, buffer);
    this.#fields = native.certificateFields(undefined, this.#native);
  }

  get subject() { return lines(this.#fields.subject); }

  get subjectAltName() { return this.#fields.subjectAltName || undefined; }

  get issuer() { return lines(this.#fields.issuer); }

  get issuerCertificate() { return undefined; }

  get infoAccess() { return this.#fields.infoAccess || undefined; }

  get validFrom() { return this.#fields.validFrom; }

  get validTo() { return this.#fields.validTo; }

  get validFromDate() { return new Date(this.#fields.from); }

  get validToDate() { return new Date(this.#fields.to); }

  get fingerprint() { return this.#fields.fingerprint; }

  get fingerprint256() { return this.#fields.fingerprint256; }

  get fingerprint512() { return this.#fields.fingerprint512; }

  get keyUsage() { return this.#fields.keyUsage; }

  get serialNumber() { return this.#fields.serialNumber; }

  get signatureAlgorithm() { return this.#fields.signatureAlgorithm || undefined; }

  get signatureAlgorithmOid() { return this.#fields.signatureAlgorithmOid; }

  get raw() { return Buffer.from(this.#fields.raw); }

  get publicKey() { return keyObject(this.#fields.key); }

  toString() { return this.#fields.pem; }

  toJSON() { return this.toString(); }

  get ca() { return this.#fields.ca; }

  checkHost(name, options = undefined) {
    validateString(name, 'name');
    const { subject = 'default', wildcards = true, partialWildcards = true, singleLabelSubdomains = false } = checkOptions(options);
    const alternatives = namesOf(this.subjectAltName, 'DNS:');
    const common = legacyName(this.#fields.subject).CN;
    let names = alternatives;
    if (subject === 'always' || (subject === 'default' && alternatives.length === 0)) names = [...alternatives, ...[common ?? []].flat()];
    const matches = hostMatcher(name, { wildcards, partialWildcards, singleLabelSubdomains });
    return names.find(matches);
  }

  checkEmail(email, options = undefined) {
    validateString(email, 'email');
    const { subject = 'default' } = checkOptions(options);
    const alternatives = namesOf(this.subjectAltName, 'email:');
    const common = [legacyName(this.#fields.subject).emailAddress ?? []].flat();
    const names = subject === 'always' || (subject === 'default' && alternatives.length === 0) ? [...alternatives, ...common] : alternatives;
    const at = (text) => text.slice(0, text.lastIndexOf('@') + 1) + text.slice(text.lastIndexOf('@') + 1).toLowerCase();
    return names.some((one) => at(one) === at(email)) ? email : undefined;
  }

  checkIP(ip) {
    validateString(ip, 'ip');
    const wanted = native.normalAddress(undefined, ip);
    if (wanted === undefined) throw new ERR_INVALID_ARG_VALUE('ip', ip);
    return namesOf(this.subjectAltName, 'IP Address:').includes(wanted) ? ip : undefined;
  }

  checkIssued(otherCert) {
    if (!(otherCert instanceof X509Certificate)) throw new ERR_INVALID_ARG_TYPE('otherCert', 'X509Certificate', otherCert);
    return native.certificateIssued(undefined, this.#native, otherCert.#native);
  }

  checkPrivateKey(pkey) {
    if (!isKeyObject(pkey)) throw new ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
    if (pkey.type !== 'private') throw new ERR_INVALID_ARG_VALUE('pkey', pkey);
    return native.certificateHas(undefined, this.#native, materialOf(pkey));
  }

  verify(pkey) {
    if (!isKeyObject(pkey)) throw new ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
    if (pkey.type !== 'public') throw new ERR_INVALID_ARG_VALUE('pkey', pkey);
    return native.certificateVerify(undefined, this.#native, materialOf(pkey));
  }

  toLegacyObject() {
    const fields = this.#fields;
    const key = fields.legacyKey ?? [];
    const rsa = typeof key[0] === 'string';
    return {
      subject: legacyName(fields.subject),
      issuer: legacyName(fields.issuer),
      subjectaltname: this.subjectAltName,
      infoAccess: legacyAccess(this.infoAccess),
      ca: fields.ca,
      modulus: rsa ? key[0] : undefined,
      exponent: rsa ? key[2] : undefined,
      pubkey: key.length > 0 ? Buffer.from(rsa ? key[3] : key[1]) : undefined,
      bits: rsa ? key[1] : key[0],
      valid_from: fields.validFrom,
      valid_to: fields.validTo,
      fingerprint: fields.fingerprint,
      fingerprint256: fields.fingerprint256,
      fingerprint512: fields.fingerprint512,
      ext_key_usage: fields.keyUsage,
      serialNumber: fields.serialNumber,
      raw: this.raw,
      asn1Curve: rsa ? undefined : key[2],
      nistCurve: rsa ? undefined : key[3],
    };
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { subject, subjectAltName, issuer, infoAccess, validFrom, validTo, validFromDate, validToDate, fingerprint, fingerprint256,
      fingerprint512, keyUsage, serialNumber, signatureAlgorithm, signatureAlgorithmOid } = this;
    return `X509Certificate ${inspect({ subject, subjectAltName, issuer, infoAccess, validFrom, validTo, validFromDate, validToDate,
      fingerprint, fingerprint256, fingerprint512, keyUsage, serialNumber, signatureAlgorithm, signatureAlgorithmOid },
    { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

function checkOptions(options) {
  if (options === undefined) return {};
  validateObject(options, 'options');
  for (const name of ['wildcards', 'partialWildcards', 'multiLabelWildcards', 'singleLabelSubdomains']) {
    if (options[name] !== undefined) validateBoolean(options[name], `options.${name}`);
  }
  const { subject } = options;
  if (subject !== undefined && !['default', 'always', 'never'].includes(subject)) throw new ERR_INVALID_ARG_VALUE('options.subject', subject);
  return options;
}

const namesOf = (text, prefix) => (text ?? '').split(', ').filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));

// hostMatcher compares as RFC 6125, section 6.4, does: a star stands for (a part of) the leftmost label.
function hostMatcher(host, { wildcards, partialWildcards, singleLabelSubdomains }) {
  const wanted = host.toLowerCase();
  return (name) => {
    const given = name.toLowerCase();
    if (given === wanted) return true;
    if (wanted.startsWith('.')) {
      const front = given.slice(0, -wanted.length);
      return given.endsWith(wanted) && front !== '' && (!singleLabelSubdomains || !front.includes('.'));
    }
    if (!wildcards || !given.includes('*')) return false;
    const [label, ...rest] = given.split('.');
    const [first, ...tail] = wanted.split('.');
    if (rest.length < 2 || rest.join('.') !== tail.join('.') || rest.join('.').includes('*')) return false;
    const [before, after, more] = label.split('*');
    if (more !== undefined || (label !== '*' && (!partialWildcards || label.startsWith('xn--')))) return false;
    return first.length >= before.length + after.length && first.startsWith(before) && first.endsWith(after);
  };
}


module.exports = { X509Certificate };
