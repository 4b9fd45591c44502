'use strict';
// Query strings as Node has had them from the start.

const { Buffer } = require('buffer');
const { ERR_INVALID_URI } = require('internal/errors').codes;

const hexPair = /%[0-9A-Fa-f]{2}/;

// unescapeBuffer never fails: what is no escape stands for itself.
function unescapeBuffer(s, decodeSpaces) {
  const text = decodeSpaces ? `${s}`.replaceAll('+', ' ') : `${s}`;
  const bytes = text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1');
}

function unescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return QueryString.unescapeBuffer(s, decodeSpaces).toString();
  }
}

function escape(str) {
  const text = typeof str === 'string' ? str : typeof str === 'object' ? String(str) : `${str}`;
  try {
    return encodeURIComponent(text);
  } catch {
    throw new ERR_INVALID_URI();
  }
}

function primitive(value) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return Number.isFinite(value) ? `${value}` : '';
    case 'bigint': return `${value}`;
    case 'boolean': return value ? 'true' : 'false';
  }
  return '';
}

function stringify(obj, sep, eq, options) {
  if (obj === null || typeof obj !== 'object') return '';
  const encode = typeof options?.encodeURIComponent === 'function' ? options.encodeURIComponent : QueryString.escape;
  const fields = [];
  for (const key of Object.keys(obj)) {
    const name = encode(primitive(key)) + (eq || '=');
    for (const value of Array.isArray(obj[key]) ? obj[key] : [obj[key]]) fields.push(name + encode(primitive(value)));
  }
  return fields.join(sep || '&');
}

// decoderOf returns how to read a part: a decoder of the program's sees every part, ours only what has escapes.
function decoderOf(options) {
  const decode = typeof options?.decodeURIComponent === 'function' ? options.decodeURIComponent : QueryString.unescape;
  const own = decode !== unescape;
  return (part) => {
    if (part === '') return '';
    const text = part.replaceAll('+', own ? '%20' : ' ');
    if (!own && !hexPair.test(text)) return text;
    try {
      return decode(text);
    } catch {
      return QueryString.unescape(text, true);
    }
  };
}

function add(obj, key, value) {
  const current = obj[key];
  if (current === undefined) obj[key] = value;
  else if (current.pop) current.push(value);
  else obj[key] = [current, value];
}

function parse(qs, sep, eq, options) {
  const obj = { __proto__: null };
  if (typeof qs !== 'string' || qs === '') return obj;
  const equals = eq ? String(eq) : '=';
  const limit = typeof options?.maxKeys !== 'number' ? 1000 : options.maxKeys > 0 ? options.maxKeys : Infinity;
  const decode = decoderOf(options);
  for (const [i, part] of qs.split(sep ? String(sep) : '&').entries()) {
    if (i >= limit) break;
    if (part === '') continue;
    const at = part.indexOf(equals);
    if (at === -1) add(obj, decode(part), '');
    else add(obj, decode(part.slice(0, at)), decode(part.slice(at + equals.length)));
  }
  return obj;
}

const QueryString = module.exports = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
