'use strict';
// Who a certificate is for: checkServerIdentity (RFC 6125, as far as Node goes), and certificates as objects.

const { codes: { ERR_TLS_CERT_ALTNAME_FORMAT, ERR_TLS_CERT_ALTNAME_INVALID } } = require('internal/errors');
const { Buffer } = require('buffer');
const { canonical, isIP } = require('internal/net/address');

const canonicalIP = (text) => canonical(text, text.includes(':') ? 'ipv6' : 'ipv4')?.text;
const withoutRoot = (host) => host.replace(/[.]$/, '');
const lower = (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase());
const labels = (host) => lower(withoutRoot(host)).split('.');

// matches tells whether a pattern of a certificate is for the host of these labels. A star stands in the first label
// only, with at least two labels behind it.
function matches(host, pattern) {
  if (!pattern) return false;
  const parts = labels(pattern);
  if (host.length !== parts.length || parts.includes('') || parts.some((part) => /[^\u0021-\u007F]/.test(part))) return false;
  for (let i = host.length - 1; i > 0; i--) if (host[i] !== parts[i]) return false;
  const [name] = host;
  const pieces = parts[0].split('*', 3);
  if (pieces.length === 1 || parts[0].includes('xn--')) return name === parts[0];
  if (pieces.length > 2 || parts.length <= 2) return false;
  const [prefix, suffix] = pieces;
  return prefix.length + suffix.length <= name.length && name.startsWith(prefix) && name.endsWith(suffix);
}

const quoted = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/;

// splitNames takes a list of alternative names apart, in which names may be quoted as JSON.
function splitNames(text) {
  const names = [''];
  for (let at = 0; at < text.length;) {
    if (text[at] === '"') {
      const match = quoted.exec(text.slice(at));
      if (!match) throw new ERR_TLS_CERT_ALTNAME_FORMAT();
      names[names.length - 1] += JSON.parse(match[0]);
      at += match[0].length;
    } else if (text[at] === ',') {
      names.push('');
      at += 2;
    } else {
      names[names.length - 1] += text[at++];
    }
  }
  return names;
}

function reasonAgainst(hostname, { subject, subjectaltname }) {
  const names = subjectaltname ? splitNames(subjectaltname) : [];
  const after = (prefix) => names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  const dns = after('DNS:');
  if (isIP(hostname)) {
    const ips = after('IP Address:').map(canonicalIP);
    return ips.includes(canonicalIP(hostname)) ? undefined : `IP: ${hostname} is not in the cert's list: ${ips.join(', ')}`;
  }
  if (dns.length === 0 && !subject?.CN) return 'Cert does not contain a DNS name';
  const host = labels(require('url').domainToASCII(hostname));
  if (dns.length > 0) {
    return dns.some((pattern) => matches(host, pattern)) ? undefined : `Host: ${hostname}. is not in the cert's altnames: ${subjectaltname}`;
  }
  const common = subject.CN;
  const ok = Array.isArray(common) ? common.some((pattern) => matches(host, pattern)) : matches(host, common);
  return ok ? undefined : `Host: ${hostname}. is not cert's CN: ${common}`;
}

function checkServerIdentity(hostname, cert) {
  hostname = withoutRoot(`${hostname}`);
  const reason = reasonAgainst(hostname, cert);
  return reason === undefined ? undefined : new ERR_TLS_CERT_ALTNAME_INVALID(reason, hostname, cert);
}

const x509 = (bytes) => new (require('internal/crypto/certificate').X509Certificate)(Buffer.from(bytes));

// keys of the old form of a certificate, in its order; what a certificate lacks is undefined.
const order = {
  rsa: ['subject', 'issuer', 'subjectaltname', 'infoAccess', 'ca', 'modulus', 'bits', 'exponent', 'pubkey', 'valid_from', 'valid_to',
    'fingerprint', 'fingerprint256', 'fingerprint512', 'ext_key_usage', 'serialNumber', 'raw'],
  ec: ['subject', 'issuer', 'subjectaltname', 'infoAccess', 'ca', 'modulus', 'exponent', 'pubkey', 'bits', 'valid_from', 'valid_to',
    'fingerprint', 'fingerprint256', 'fingerprint512', 'ext_key_usage', 'serialNumber', 'raw', 'asn1Curve', 'nistCurve'],
};

function infoAccess(text) {
  if (!text) return undefined;
  const info = { __proto__: null };
  for (const line of text.split('\n')) {
    const at = line.indexOf(':');
    if (at < 0) continue;
    const value = line[at + 1] === '"' ? JSON.parse(line.slice(at + 1)) : line.slice(at + 1);
    (info[line.slice(0, at)] ??= []).push(value);
  }
  return info;
}

// legacy is a certificate as getPeerCertificate returns it.
function legacy(bytes) {
  const certificate = x509(bytes);
  const all = certificate.toLegacyObject();
  all.infoAccess = infoAccess(certificate.infoAccess);
  const object = {};
  for (const key of all.modulus === undefined ? order.ec : order.rsa) object[key] = all[key];
  return object;
}

// legacyChain is the first certificate with its issuers as issuerCertificate; the last one, if it is its own issuer, has itself.
function legacyChain(list) {
  const objects = list.map(legacy);
  objects.forEach((object, i) => {
    if (i + 1 < objects.length) object.issuerCertificate = objects[i + 1];
  });
  const last = objects.at(-1);
  const certificate = x509(list.at(-1));
  if (certificate.issuer === certificate.subject) last.issuerCertificate = last;
  return objects[0];
}

module.exports = { checkServerIdentity, legacy, legacyChain, x509 };
