'use strict';
// MIME types as fetch reads them (mimesniff.spec.whatwg.org, 4), and data: URLs.

const { Buffer } = require('buffer');

const token = /^[!#$%&'*+\-.^_|~A-Za-z0-9]+$/;
const quotable = /^[\t\x20-\x7e\x80-\xff]*$/;

// parse returns { type, subtype, parameters }, null for what is no type.
function parse(text) {
  const input = text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  const slash = input.indexOf('/');
  if (slash === -1) return null;
  const type = input.slice(0, slash);
  const semicolon = input.indexOf(';', slash);
  const subtype = input.slice(slash + 1, semicolon === -1 ? undefined : semicolon).replace(/[\t\n\r ]+$/, '');
  if (!token.test(type) || !token.test(subtype)) return null;
  const mime = { type: type.toLowerCase(), subtype: subtype.toLowerCase(), parameters: new Map() };
  if (semicolon !== -1) readParameters(input, semicolon, mime.parameters);
  return mime;
}

function readParameters(input, at, parameters) {
  while (at < input.length) {
    at++; // the semicolon
    while (at < input.length && /[\t\n\r ]/.test(input[at])) at++;
    let end = at;
    while (end < input.length && input[end] !== ';' && input[end] !== '=') end++;
    const name = input.slice(at, end).toLowerCase();
    at = end;
    if (at >= input.length || input[at] === ';') continue;
    const [value, next] = readValue(input, at + 1);
    at = next;
    if (value === null || !token.test(name) || !quotable.test(value) || parameters.has(name)) continue;
    parameters.set(name, value);
  }
}

function readValue(input, at) {
  if (input[at] !== '"') {
    let end = input.indexOf(';', at);
    if (end === -1) end = input.length;
    const value = input.slice(at, end).replace(/[\t\n\r ]+$/, '');
    return [value === '' ? null : value, end];
  }
  let value = '';
  for (at++; at < input.length && input[at] !== '"'; at++) {
    if (input[at] === '\\' && at + 1 < input.length) at++;
    value += input[at];
  }
  const end = input.indexOf(';', at);
  return [value, end === -1 ? input.length : end];
}

const essenceOf = (mime) => (mime === null ? null : `${mime.type}/${mime.subtype}`);

function serialize(mime) {
  if (mime === null) return '';
  let text = essenceOf(mime);
  for (const [name, value] of mime.parameters) {
    text += `;${name}=${token.test(value) ? value : `"${value.replace(/(["\\])/g, '\\$1')}"`}`;
  }
  return text;
}

// mimeOf is "extract a MIME type" of a list of headers (fetch.spec.whatwg.org, 2.2.2).
function mimeOf(headers) {
  const value = headers.get('content-type');
  if (value === null) return null;
  let result = null;
  let charset = null;
  for (const one of value.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g) ?? []) {
    const mime = parse(one);
    if (mime === null || essenceOf(mime) === '*/*') continue;
    if (essenceOf(mime) !== essenceOf(result)) charset = mime.parameters.get('charset') ?? null;
    else if (!mime.parameters.has('charset') && charset !== null) mime.parameters.set('charset', charset);
    result = mime;
  }
  return result;
}

// ofDataURL returns { type, body } of a data: URL, null if it is none (fetch.spec.whatwg.org, 6).
function ofDataURL(url) {
  const input = url.href.slice(0, url.href.length - url.hash.length).slice('data:'.length);
  const comma = input.indexOf(',');
  if (comma === -1) return null;
  let type = input.slice(0, comma).replace(/^[ ]+|[ ]+$/g, '');
  let body = percentDecode(input.slice(comma + 1));
  const encoding = /; *base64$/i.exec(type);
  if (encoding !== null) {
    const text = body.toString('latin1').replace(/[\t\n\f\r ]/g, '');
    if (/[^A-Za-z0-9+/=]/.test(text) || text.replace(/=+$/, '').length % 4 === 1) return null;
    body = Buffer.from(text, 'base64');
    type = type.slice(0, encoding.index);
  }
  if (type.startsWith(';')) type = `text/plain${type}`;
  return { type: serialize(parse(type)) || 'text/plain;charset=US-ASCII', body };
}

function percentDecode(text) {
  const bytes = Buffer.from(text);
  const result = Buffer.alloc(bytes.length);
  let n = 0;
  for (let i = 0; i < bytes.length; i++) {
    const pair = bytes[i] === 37 ? /^[0-9a-f]{2}/i.exec(bytes.toString('latin1', i + 1, i + 3)) : null;
    result[n++] = pair === null ? bytes[i] : Number.parseInt(pair[0], 16);
    if (pair !== null) i += 2;
  }
  return result.subarray(0, n);
}

module.exports = { essenceOf, mimeOf, ofDataURL, parse, serialize };
