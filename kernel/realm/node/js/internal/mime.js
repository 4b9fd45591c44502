'use strict';
// MIMEType and MIMEParams (mimesniff.spec.whatwg.org, sections 4.4 and 4.5).

const { ERR_INVALID_MIME_SYNTAX } = require('internal/errors').codes;

const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const notQuoted = /[^\t\u0020-~\u0080-\u00FF]/;
const leading = /^[\r\n\t ]+/;
const trailing = /[\r\n\t ]+$/;

const lower = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

function token(production, text, whole = text) {
  const at = text.search(notToken);
  if (text === '' || at !== -1) throw new ERR_INVALID_MIME_SYNTAX(production, whole, at);
  return lower(text);
}

// split returns type, subtype and the text of the parameters.
function split(text) {
  const trimmed = text.replace(leading, '');
  const slash = trimmed.indexOf('/');
  const type = token('type', slash === -1 ? trimmed : trimmed.slice(0, slash), text);
  if (slash === -1) throw new ERR_INVALID_MIME_SYNTAX('type', text, -1);
  const [subtype] = trimmed.slice(slash + 1).split(';', 1);
  return [type, token('subtype', subtype.replace(trailing, ''), text), trimmed.slice(slash + 2 + subtype.length)];
}

// quoted reads a quoted string, its opening quote behind it, and returns its value and its length.
function quoted(text) {
  let value = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') return [value, i + 1];
    if (text[i] === '\\' && i + 1 < text.length) i++;
    value += text[i];
  }
  return [value, text.length];
}

function* parameters(text) {
  let rest = text.replace(trailing, '');
  while (rest !== '') {
    rest = rest.replace(leading, '');
    const [, name, mark] = /^([^;=]*)([;=]?)/.exec(rest);
    rest = rest.slice(name.length + mark.length);
    if (mark !== '=' || rest === '') continue;
    let value;
    if (rest[0] === '"') {
      const [inside, length] = quoted(rest.slice(1));
      value = inside;
      rest = rest.slice(1 + length).replace(/^[^;]*/, '').slice(1);
    } else {
      const [raw] = rest.split(';', 1);
      value = raw.replace(trailing, '');
      rest = rest.slice(raw.length + 1);
      if (value === '') continue;
    }
    yield [lower(name), value];
  }
}

function encode(value) {
  return value !== '' && !notToken.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

let withText; // (text): the parameters written in it

class MIMEParams {
  #data = new Map();
  #text = null; // not yet read

  static {
    withText = (text) => {
      const params = new MIMEParams();
      params.#text = text;
      return params;
    };
  }

  #read() {
    if (this.#text === null) return this.#data;
    const text = this.#text;
    this.#text = null;
    for (const [name, value] of parameters(text)) {
      if (name !== '' && !notToken.test(name) && !notQuoted.test(value) && !this.#data.has(name)) this.#data.set(name, value);
    }
    return this.#data;
  }

  delete(name) {
    this.#read().delete(lower(`${name}`));
  }

  get(name) {
    return this.#read().get(lower(`${name}`)) ?? null;
  }

  has(name) {
    return this.#read().has(lower(`${name}`));
  }

  set(name, value) {
    const data = this.#read();
    const key = token('parameter name', lower(`${name}`));
    const text = `${value}`;
    const at = text.search(notQuoted);
    if (at !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter value', text, at);
    data.set(key, text);
  }

  * entries() { yield* this.#read().entries(); }

  * keys() { yield* this.#read().keys(); }

  * values() { yield* this.#read().values(); }

  toString() {
    return [...this.#read()].map(([name, value]) => `${name}=${encode(value)}`).join(';');
  }
}

const hidden = (holder, name, value) => Object.defineProperty(holder, name, { value, configurable: true, writable: true });
hidden(MIMEParams.prototype, Symbol.iterator, MIMEParams.prototype.entries);
hidden(MIMEParams.prototype, 'toJSON', MIMEParams.prototype.toString);

class MIMEType {
  #type;
  #subtype;
  #params;

  constructor(string) {
    const [type, subtype, rest] = split(`${string}`);
    this.#type = type;
    this.#subtype = subtype;
    this.#params = withText(rest);
  }

  static parse(string) {
    try {
      return new MIMEType(string);
    } catch (err) {
      if (err.code === 'ERR_INVALID_MIME_SYNTAX') return null;
      throw err;
    }
  }

  get type() { return this.#type; }

  set type(value) { this.#type = token('type', `${value}`); }

  get subtype() { return this.#subtype; }

  set subtype(value) { this.#subtype = token('subtype', `${value}`); }

  get essence() { return `${this.#type}/${this.#subtype}`; }

  get params() { return this.#params; }

  toString() {
    const params = `${this.#params}`;
    return params === '' ? this.essence : `${this.essence};${params}`;
  }
}

hidden(MIMEType.prototype, 'toJSON', MIMEType.prototype.toString);

module.exports = { MIMEParams, MIMEType };
