'use strict';
// Blob and File (w3c.github.io/FileAPI): bytes that do not change, with a type and a name.

const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { validateDictionary } = require('internal/validators');
const { customInspect, domString, enumerable, kClone, kEmptyObject, sequence, tag, tooDeep, webClass } = require('internal/shape');
const { inspect } = require('internal/inspect');
const { isAnyArrayBuffer } = require('internal/types');

const native = (text) => text.replace(/\r\n|\n|\r/g, process.platform === 'win32' ? '\r\n' : '\n');

function bytesOf(source, endings, index) {
  if (isBlob(source)) return bytesIn(source);
  if (isAnyArrayBuffer(source)) return Buffer.from(source.slice(0));
  if (ArrayBuffer.isView(source)) return Buffer.from(source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength));
  const text = domString(source, `Value[${index}]`);
  return Buffer.from(endings === 'native' ? native(text) : text);
}

const plainType = (type) => (/[^\u{0020}-\u{007E}]/u.test(type) ? '' : type.toLowerCase());

let bytesIn; // (blob)
let isBlob; // (value)
let withBytes; // (bytes, type)
let dataOf; // (value): what a Blob or File is made of, for another thread

class Blob {
  #bytes;
  #type;

  static {
    bytesIn = (blob) => blob.#bytes;
    isBlob = (value) => typeof value === 'object' && value !== null && #bytes in value;
    dataOf = (value) => (isBlob(value) ?
      { bytes: value.#bytes, type: value.#type, name: value instanceof File ? value.name : undefined, lastModified: value.lastModified } : undefined);
    withBytes = (bytes, type) => {
      const blob = new Blob();
      blob.#bytes = bytes;
      blob.#type = type;
      return blob;
    };
  }

  constructor(sources = [], options = kEmptyObject) {
    const parts = sequence(sources, 'Value');
    validateDictionary(options, 'options');
    const type = options?.type ?? '';
    const endings = options?.endings ?? 'transparent';
    if (`${endings}` !== 'transparent' && `${endings}` !== 'native') throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
    this.#bytes = Buffer.concat(parts.map((part, i) => bytesOf(part, `${endings}`, i)));
    this.#type = plainType(`${type}`);
  }

  static #check(blob) {
    if (!isBlob(blob)) throw new ERR_INVALID_THIS('Blob');
    return blob.#bytes;
  }

  get type() {
    Blob.#check(this);
    return this.#type;
  }

  get size() { return Blob.#check(this).length; }

  slice(start = 0, end = undefined, contentType = '') {
    const bytes = Blob.#check(this);
    const at = (value) => (value < 0 ? Math.max(bytes.length + value, 0) : Math.min(value, bytes.length));
    const from = at(Math.trunc(start) || 0);
    const to = end === undefined ? bytes.length : at(Math.trunc(end) || 0);
    return withBytes(bytes.subarray(from, Math.max(from, to)), plainType(`${contentType}`));
  }

  async arrayBuffer() {
    const bytes = Blob.#check(this);
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  }

  async text() { return new (require('internal/encoding').TextDecoder)().decode(Blob.#check(this)); }

  async bytes() { return new Uint8Array(Blob.#check(this)); }

  stream() {
    return require('internal/webstreams/bytes').ofBytes(Blob.#check(this));
  }

  [customInspect](depth, options) {
    if (depth < 0) return tooDeep(this, options);
    const below = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `Blob ${inspect({ size: this.size, type: this.type }, below)}`;
  }

  [kClone]() { return withBytes(this.#bytes, this.#type); }
}

webClass(Blob, 'size', 'type', 'slice', 'stream', 'text', 'arrayBuffer', 'bytes');

class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = kEmptyObject) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    const { lastModified } = options ?? kEmptyObject;
    this.#lastModified = lastModified === undefined ? Date.now() : Number(lastModified) || 0;
    this.#name = internal.wellFormed(`${fileName}`);
  }

  get name() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('File');
    return this.#name;
  }

  get lastModified() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('File');
    return this.#lastModified;
  }

  [customInspect](depth, options) {
    if (depth < 0) return tooDeep(this, options);
    const below = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `File ${inspect({ size: this.size, type: this.type, name: this.#name, lastModified: this.#lastModified }, below)}`;
  }

  [kClone]() { return new File([this], this.#name, { type: this.type, lastModified: this.#lastModified }); }
}

enumerable(File.prototype, 'name', 'lastModified');
tag(File);

// blobOf is the way back from dataOf.
function blobOf({ bytes, type, name, lastModified }) {
  const blob = withBytes(Buffer.from(bytes), type);
  return name === undefined ? blob : new File([blob], name, { type, lastModified });
}

// ---- blob: URLs

const stored = new Map();

function createObjectURL(obj) {
  if (!isBlob(obj)) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', obj);
  const id = internal.uuid();
  stored.set(id, obj);
  return `blob:nodedata:${id}`;
}

const idOf = (url) => /^blob:nodedata:([^?#]+)$/.exec(url)?.[1];

function revokeObjectURL(url) {
  stored.delete(idOf(url));
}

function resolveObjectURL(url) {
  const blob = stored.get(idOf(`${url}`));
  return blob === undefined ? undefined : withBytes(bytesIn(blob), blob.type);
}

module.exports = { blobOf, dataOf, Blob, File, createObjectURL, isBlob, resolveObjectURL, revokeObjectURL };
