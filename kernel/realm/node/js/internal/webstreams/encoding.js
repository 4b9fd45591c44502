'use strict';
// TextEncoderStream and TextDecoderStream (encoding.spec.whatwg.org, section 7.5).

const { TextDecoder, TextEncoder } = require('internal/encoding');
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { enumerable, kEmptyObject } = require('internal/shape');
const { TransformStream } = require('internal/webstreams/transform');
const { customInspect, show } = require('internal/webstreams/promises');

class TextEncoderStream {
  #pending = ''; // the first half of a surrogate pair
  #encoder = new TextEncoder();
  #transform;

  constructor() {
    this.#transform = new TransformStream({
      transform: (chunk, controller) => {
        chunk = this.#pending + String(chunk);
        const last = chunk.charCodeAt(chunk.length - 1);
        const half = last >= 0xd800 && last <= 0xdbff;
        this.#pending = half ? chunk.slice(-1) : '';
        if (half) chunk = chunk.slice(0, -1);
        if (chunk !== '') controller.enqueue(this.#encoder.encode(chunk));
      },
      flush: (controller) => {
        if (this.#pending !== '') controller.enqueue(new Uint8Array([0xEF, 0xBF, 0xBD]));
      },
    });
  }

  static #check(stream) {
    if (typeof stream !== 'object' || stream === null || !(#transform in stream)) throw new ERR_INVALID_THIS('TextEncoderStream');
    return stream;
  }

  get encoding() { return TextEncoderStream.#check(this).#encoder.encoding; }

  get readable() { return TextEncoderStream.#check(this).#transform.readable; }

  get writable() { return TextEncoderStream.#check(this).#transform.writable; }

  [customInspect](depth, options) { return showEncoder.call(this, depth, options); }
}

const showEncoder = show(({ encoding, readable, writable }) => ({ encoding, readable, writable }));

enumerable(TextEncoderStream.prototype, 'encoding', 'readable', 'writable');

class TextDecoderStream {
  #decoder;
  #transform;

  constructor(encoding = 'utf-8', options = kEmptyObject) {
    this.#decoder = new TextDecoder(encoding, options);
    this.#transform = new TransformStream({
      transform: (chunk, controller) => {
        const text = this.#decoder.decode(chunk, { stream: true });
        if (text) controller.enqueue(text);
      },
      flush: (controller) => {
        const text = this.#decoder.decode();
        if (text) controller.enqueue(text);
      },
    });
  }

  static #check(stream) {
    if (typeof stream !== 'object' || stream === null || !(#transform in stream)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return stream;
  }

  get encoding() { return TextDecoderStream.#check(this).#decoder.encoding; }

  get fatal() { return TextDecoderStream.#check(this).#decoder.fatal; }

  get ignoreBOM() { return TextDecoderStream.#check(this).#decoder.ignoreBOM; }

  get readable() { return TextDecoderStream.#check(this).#transform.readable; }

  get writable() { return TextDecoderStream.#check(this).#transform.writable; }

  [customInspect](depth, options) { return showDecoder.call(this, depth, options); }
}

const showDecoder = show(({ encoding, fatal, ignoreBOM, readable, writable }) => ({ encoding, fatal, ignoreBOM, readable, writable }));

enumerable(TextDecoderStream.prototype, 'encoding', 'fatal', 'ignoreBOM', 'readable', 'writable');

module.exports = { TextDecoderStream, TextEncoderStream };
