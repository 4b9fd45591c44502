'use strict';
// FormData (xhr.spec.whatwg.org), and how it looks as multipart/form-data (RFC 7578) in both directions.

const { Buffer } = require('buffer');
const { File, isBlob } = require('internal/blob');
const { customInspect, enumerable, tag } = require('internal/shape');
const { inspect } = require('internal/inspect');
const { brand, fail, iterable, need, show, usvString } = require('internal/fetch/convert');

let entriesOf;

class FormData {
  #entries = [];

  static {
    entriesOf = (form) => form.#entries;
  }

  constructor(form = undefined) {
    if (form !== undefined) throw fail('FormData constructor', 'Argument 1 could not be converted to: undefined.');
  }

  append(name, value, filename = undefined) {
    brand(#entries in this);
    need(arguments, 2, 'FormData.append');
    this.#entries.push(entry('FormData.append', name, value, filename, arguments.length));
  }

  delete(name) {
    brand(#entries in this);
    need(arguments, 1, 'FormData.delete');
    const key = usvString(name);
    this.#entries = this.#entries.filter((one) => one.name !== key);
  }

  get(name) {
    brand(#entries in this);
    need(arguments, 1, 'FormData.get');
    const key = usvString(name);
    return this.#entries.find((one) => one.name === key)?.value ?? null;
  }

  getAll(name) {
    brand(#entries in this);
    need(arguments, 1, 'FormData.getAll');
    const key = usvString(name);
    return this.#entries.filter((one) => one.name === key).map((one) => one.value);
  }

  has(name) {
    brand(#entries in this);
    need(arguments, 1, 'FormData.has');
    const key = usvString(name);
    return this.#entries.some((one) => one.name === key);
  }

  set(name, value, filename = undefined) {
    brand(#entries in this);
    need(arguments, 2, 'FormData.set');
    const made = entry('FormData.set', name, value, filename, arguments.length);
    const at = this.#entries.findIndex((one) => one.name === made.name);
    if (at === -1) {
      this.#entries.push(made);
      return;
    }
    this.#entries = this.#entries.filter((one, i) => i <= at || one.name !== made.name);
    this.#entries[at] = made;
  }

  [customInspect](depth, options) {
    const all = { __proto__: null };
    for (const { name, value } of this.#entries) {
      if (all[name] === undefined) all[name] = value;
      else if (Array.isArray(all[name])) all[name].push(value);
      else all[name] = [all[name], value];
    }
    const text = inspect(all, { ...options, depth: options.depth ?? depth });
    return `FormData ${text.slice(text.indexOf(']') + 2)}`;
  }
}

iterable('FormData', FormData, (form) => entriesOf(form).map(({ name, value }) => [name, value]));
enumerable(FormData.prototype, 'append', 'delete', 'get', 'getAll', 'has', 'set');
tag(FormData);

const isFormData = (value) => value instanceof FormData;

function entry(header, name, value, filename, count) {
  name = usvString(name);
  if (count < 3 && !isBlob(value)) return { name, value: usvString(value) };
  if (!isBlob(value)) throw fail(header, `Expected value ("${show(value)}") to be an instance of Blob.`);
  if (filename !== undefined) filename = usvString(filename);
  return { name, value: asFile(value, filename) };
}

function asFile(blob, filename) {
  if (filename === undefined && blob instanceof File) return blob;
  const options = { type: blob.type };
  if (blob instanceof File) options.lastModified = blob.lastModified;
  return new File([blob], filename ?? 'blob', options);
}

// ---- multipart/form-data

const escape = (text) => text.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
const lines = (text) => text.replace(/\r?\n|\r/g, '\r\n');

// encode returns the pieces of a form, bytes and blobs, and the type.
function encode(form) {
  const boundary = `----formdata-undici-0${`${Math.floor(Math.random() * 1e11)}`.padStart(11, '0')}`;
  const pieces = [];
  for (const { name, value } of entriesOf(form)) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escape(lines(name))}"`;
    if (typeof value === 'string') {
      pieces.push(`${head}\r\n\r\n${lines(value)}\r\n`);
      continue;
    }
    const file = value.name ? `; filename="${escape(value.name)}"` : '';
    pieces.push(`${head}${file}\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`, value, '\r\n');
  }
  pieces.push(`--${boundary}--\r\n`);
  return { pieces, type: `multipart/form-data; boundary=${boundary}` };
}

const bad = (cause) => new TypeError('Failed to parse body as FormData.', { cause: new TypeError(cause) });

// decode reads the form that bytes are, by the boundary of their type.
function decode(bytes, boundary) {
  const form = new FormData();
  if (boundary === undefined || !/^[a-zA-Z0-9'()+_,\-./:=?]{27,70}$/.test(boundary)) {
    if (boundary === undefined || boundary.length === 0 || boundary.length > 70) throw bad('missing boundary in content-type header');
  }
  const mark = Buffer.from(`--${boundary}`);
  let at = bytes.indexOf(mark);
  if (at === -1) throw bad('no boundary found in multipart body');
  for (;;) {
    at += mark.length;
    if (bytes[at] === 45 && bytes[at + 1] === 45) return form;
    if (bytes[at] !== 13 || bytes[at + 1] !== 10) throw bad('boundary did not end with CRLF');
    at += 2;
    const headEnd = bytes.indexOf('\r\n\r\n', at);
    if (headEnd === -1) throw bad('header did not end with CRLF');
    const part = heads(bytes.subarray(at, headEnd).toString('utf8'));
    at = headEnd + 4;
    const end = bytes.indexOf(`\r\n--${boundary}`, at);
    if (end === -1) throw bad('expected boundary after body');
    add(form, part, bytes.subarray(at, end));
    at = end + 2;
  }
}

function heads(text) {
  const part = { name: null, filename: undefined, type: undefined };
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon === -1) throw bad('expected :');
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'content-type') part.type = value;
    if (name !== 'content-disposition') continue;
    if (!/^form-data(?:;|$)/i.test(value)) throw bad('expected form-data');
    part.name = parameter(value, 'name');
    part.filename = parameter(value, 'filename');
  }
  if (part.name === undefined || part.name === null) throw bad('header name is null');
  return part;
}

function parameter(value, name) {
  const found = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(value);
  return found === null ? undefined : found[1].replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');
}

function add(form, { name, filename, type }, bytes) {
  const value = filename === undefined ? bytes.toString('utf8') : new File([bytes], filename, { type: type ?? 'text/plain' });
  entriesOf(form).push({ name, value });
}

module.exports = { FormData, decode, encode, isFormData };
