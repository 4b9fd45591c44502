'use strict';
// Bodies (fetch.spec.whatwg.org, 2.2.4 and 5.2). Where the bytes are known or on their way, the ReadableStream is made only
// for who asks for it: text() and its like do without.

const { Buffer } = require('buffer');
const { Blob, isBlob } = require('internal/blob');
const { isDisturbed } = require('internal/streams/utils');
const { isAnyArrayBuffer } = require('internal/types');
const { URLSearchParams } = require('internal/url');
const { brand, domString, usvString } = require('internal/fetch/convert');
const form = require('internal/fetch/formdata');
const native = require('internal/http/native');
const { essenceOf, mimeOf, serialize } = require('internal/fetch/mime');

const streams = () => require('internal/webstreams/readable');

class Body {
  source = null; // what it can be made of again: a string, bytes, a Blob, a FormData
  length = null;
  #bytes = null; // all of it
  #feed = null; // where it comes from
  #stream = null;
  #taken = false;

  static of(source, bytes) {
    const body = new Body();
    body.source = source;
    body.length = bytes.length;
    body.#bytes = bytes;
    return body;
  }

  static from(feed) {
    const body = new Body();
    body.#feed = feed;
    return body;
  }

  static streaming(stream, source = null, length = null) {
    const body = new Body();
    body.#stream = stream;
    body.source = source;
    body.length = length;
    return body;
  }

  get used() { return this.#taken || (this.#stream !== null && isDisturbed(this.#stream)); }

  get unusable() { return this.used || (this.#stream !== null && this.#stream.locked); }

  // whole is all the bytes, if they are there and nobody has touched them.
  get whole() { return this.#stream === null ? this.#bytes : null; }

  get stream() {
    if (this.#stream !== null) return this.#stream;
    this.#stream = this.#feed === null ? streamOf(this.#bytes) : this.#feed.stream();
    if (this.#taken) this.#stream.getReader().cancel().catch(() => {});
    return this.#stream;
  }

  get hasStream() { return this.#stream !== null; }

  // take promises all bytes, as a Buffer.
  take() {
    if (this.#stream !== null) return readAll(this.#stream);
    this.#taken = true;
    return this.#feed === null ? Promise.resolve(this.#bytes) : this.#feed.collect();
  }

  clone() {
    if (this.whole !== null) return Body.of(this.source, this.#bytes);
    const [one, two] = this.stream.tee();
    this.#stream = one;
    return Body.streaming(two, this.source, this.length);
  }

  // move returns a body with what this one has, which then has been used.
  move() {
    const { TransformStream } = require('internal/webstreams/transform');
    if (this.whole === null) return Body.streaming(this.stream.pipeThrough(new TransformStream()), this.source, this.length);
    this.#taken = true;
    return Body.of(this.source, this.#bytes);
  }

  // discard lets go of a body that comes in.
  discard() { this.#feed?.discard(); }

  // abort ends a body that comes in with an error.
  abort(reason) { this.#feed?.fail(reason); }
}

function streamOf(bytes) {
  const { ReadableStream } = streams();
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (bytes.length > 0) controller.enqueue(new Uint8Array(bytes));
      controller.close();
      controller.byobRequest?.respond(0);
    },
  }, { highWaterMark: 0 });
}

async function readAll(stream) {
  const reader = stream.getReader();
  const chunks = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    if (!(value instanceof Uint8Array)) {
      const err = new TypeError('Received non-Uint8Array chunk');
      reader.cancel(err).catch(() => {});
      throw err;
    }
    chunks.push(value);
  }
}

const isBufferSource = (value) => isAnyArrayBuffer(value) || ArrayBuffer.isView(value);

// bodyInit converts what is given as a body.
function bodyInit(value, header, argument) {
  if (streams().isReadableStream(value) || value?.[Symbol.asyncIterator]) return value;
  if (typeof value === 'string') return usvString(value);
  if (isBlob(value) || isBufferSource(value) || form.isFormData(value) || value instanceof URLSearchParams) return value;
  return domString(value, header, argument);
}

// extract makes a body and its type.
function extract(value, keepalive = false) {
  if (typeof value === 'string') return [Body.of(value, Buffer.from(value)), 'text/plain;charset=UTF-8'];
  if (value instanceof URLSearchParams) {
    const text = value.toString();
    return [Body.of(text, Buffer.from(text)), 'application/x-www-form-urlencoded;charset=UTF-8'];
  }
  if (isBufferSource(value)) {
    const bytes = copyOf(value);
    return [Body.of(bytes, bytes), null];
  }
  if (form.isFormData(value)) return extractForm(value);
  if (isBlob(value)) return [Body.streaming(value.stream(), value, value.size), value.type || null];
  if (keepalive) throw new TypeError('keepalive');
  if (isDisturbed(value) || value.locked) throw new TypeError('Response body object should not be disturbed or locked');
  return [Body.streaming(streams().isReadableStream(value) ? value : streamFrom(value)), null];
}

function copyOf(source) {
  const view = isAnyArrayBuffer(source) ? new Uint8Array(source) : new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  return Buffer.from(view);
}

function extractForm(value) {
  const { pieces, type } = form.encode(value);
  const blob = new Blob(pieces);
  return [Body.streaming(blob.stream(), value, blob.size), type];
}

// streamFrom makes a stream of bytes of an async iterable.
function streamFrom(iterable) {
  const iterator = iterable[Symbol.asyncIterator]();
  const { ReadableStream } = streams();
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) {
        controller.close();
        controller.byobRequest?.respond(0);
        return;
      }
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      const view = Buffer.isBuffer(bytes) || ArrayBuffer.isView(bytes) ? new Uint8Array(bytes) : new Uint8Array(Buffer.from(bytes));
      if (view.byteLength > 0) controller.enqueue(view);
      return controller.desiredSize > 0;
    },
    async cancel() { await iterator.return?.(); },
  }, { highWaterMark: 0 });
}

// ---- the mixin

const decodeText = (bytes) => native.decodeText(bytes);

// mixin gives a class the methods of the interface Body; stateOf returns { body, headers } of one, undefined for others.
function mixin(Class, stateOf) {
  const consume = (object, convert) => {
    const state = stateOf(object);
    try {
      brand(state !== undefined);
    } catch (err) {
      return Promise.reject(err);
    }
    const { body } = state;
    if (body?.unusable) return Promise.reject(new TypeError('Body is unusable: Body has already been read'));
    if (body == null) {
      return new Promise((resolve) => { resolve(convert(Buffer.alloc(0), state)); });
    }
    return body.take().then((bytes) => convert(bytes, state));
  };
  const methods = {
    arrayBuffer() { return consume(this, (bytes) => new Uint8Array(bytes).buffer); },
    blob() {
      return consume(this, (bytes, { headers }) => new Blob([bytes], { type: serialize(mimeOf(headers)) }));
    },
    bytes() { return consume(this, (bytes) => new Uint8Array(bytes)); },
    formData() { return consume(this, (bytes, { headers }) => toForm(bytes, mimeOf(headers))); },
    json() { return consume(this, (bytes) => JSON.parse(decodeText(bytes))); },
    text() { return consume(this, decodeText); },
  };
  for (const name of ['blob', 'arrayBuffer', 'text', 'json', 'formData', 'bytes']) {
    Object.defineProperty(Class.prototype, name, { value: methods[name], writable: true, enumerable: true, configurable: true });
  }
}

function toForm(bytes, mime) {
  switch (essenceOf(mime)) {
    case 'multipart/form-data': return form.decode(bytes, mime.parameters.get('boundary'));
    case 'application/x-www-form-urlencoded': {
      const data = new form.FormData();
      for (const [name, value] of new URLSearchParams(bytes.toString())) data.append(name, value);
      return data;
    }
  }
  throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
}


module.exports = { Body, bodyInit, extract, mixin };
