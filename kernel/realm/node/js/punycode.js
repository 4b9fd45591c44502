'use strict';
// Punycode (RFC 3492): Unicode in the letters of host names.

process.emitWarning('The `punycode` module is deprecated. Please use a userland alternative instead.', 'DeprecationWarning', 'DEP0040');

const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
const initialBias = 72;
const initialN = 128;
const maxInt = 2147483647;

const messages = {
  'overflow': 'Overflow: input needs wider integers to process',
  'not-basic': 'Illegal input >= 0x80 (not a basic code point)',
  'invalid-input': 'Invalid input',
};
const fail = (name) => { throw new RangeError(messages[name]); };

// decodePairs returns the code points of a string; a lone surrogate is one.
const decodePairs = (string) => Array.from(string, (c) => c.codePointAt(0));
const encodePairs = (codePoints) => String.fromCodePoint(...codePoints);

// adapt is section 6.1: the bias after one delta.
function adapt(delta, count, first) {
  let d = first ? Math.floor(delta / damp) : delta >> 1;
  d += Math.floor(d / count);
  let k = 0;
  for (; d > ((base - tMin) * tMax) >> 1; k += base) d = Math.floor(d / (base - tMin));
  return Math.floor(k + ((base - tMin + 1) * d) / (d + skew));
}

const threshold = (k, bias) => Math.min(Math.max(k - bias, tMin), tMax);

function digitOf(code) {
  if (code >= 0x30 && code < 0x3A) return 26 + (code - 0x30);
  if (code >= 0x41 && code < 0x5B) return code - 0x41;
  return code >= 0x61 && code < 0x7B ? code - 0x61 : base;
}

const charOf = (digit) => String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);

function decode(input) {
  const delimiter = Math.max(input.lastIndexOf('-'), 0);
  const output = [];
  for (let i = 0; i < delimiter; i++) {
    if (input.charCodeAt(i) >= 0x80) fail('not-basic');
    output.push(input.charCodeAt(i));
  }
  let n = initialN;
  let bias = initialBias;
  let i = 0;
  for (let index = delimiter > 0 ? delimiter + 1 : 0; index < input.length;) {
    const before = i;
    for (let weight = 1, k = base; ; k += base) {
      if (index >= input.length) fail('invalid-input');
      const digit = digitOf(input.charCodeAt(index++));
      if (digit >= base) fail('invalid-input');
      if (digit > Math.floor((maxInt - i) / weight)) fail('overflow');
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (weight > Math.floor(maxInt / (base - t))) fail('overflow');
      weight *= base - t;
    }
    const count = output.length + 1;
    bias = adapt(i - before, count, before === 0);
    if (Math.floor(i / count) > maxInt - n) fail('overflow');
    n += Math.floor(i / count);
    i %= count;
    output.splice(i++, 0, n);
  }
  return encodePairs(output);
}

// digits writes one delta as a variable-length integer (section 3.3).
function digits(delta, bias) {
  let text = '';
  let q = delta;
  for (let k = base; ; k += base) {
    const t = threshold(k, bias);
    if (q < t) return text + charOf(q);
    text += charOf(t + ((q - t) % (base - t)));
    q = Math.floor((q - t) / (base - t));
  }
}

function encode(input) {
  const codePoints = decodePairs(input);
  const basic = codePoints.filter((c) => c < 0x80);
  let output = encodePairs(basic) + (basic.length > 0 ? '-' : '');
  let n = initialN;
  let delta = 0;
  let bias = initialBias;
  for (let handled = basic.length; handled < codePoints.length; delta++, n++) {
    const next = Math.min(...codePoints.filter((c) => c >= n));
    if (next - n > Math.floor((maxInt - delta) / (handled + 1))) fail('overflow');
    delta += (next - n) * (handled + 1);
    n = next;
    for (const c of codePoints) {
      if (c < n && ++delta > maxInt) fail('overflow');
      if (c !== n) continue;
      output += digits(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
  }
  return output;
}

// mapDomain changes the labels of a domain name, or of what follows the "@" of an address.
function mapDomain(domain, change) {
  const at = domain.lastIndexOf('@') + 1;
  return domain.slice(0, at) + domain.slice(at).replace(/[\x2E\u3002\uFF0E\uFF61]/g, '.').split('.').map(change).join('.');
}

const toUnicode = (input) => mapDomain(input, (label) => (/^xn--/.test(label) ? decode(label.slice(4).toLowerCase()) : label));
const toASCII = (input) => mapDomain(input, (label) => (/[^\0-\x7F]/.test(label) ? `xn--${encode(label)}` : label));

module.exports = {
  version: '2.1.0',
  ucs2: { decode: decodePairs, encode: encodePairs },
  decode,
  encode,
  toASCII,
  toUnicode,
};
