'use strict';
// TextEncoder and TextDecoder (encoding.spec.whatwg.org).

const {
  ERR_ENCODING_NOT_SUPPORTED,
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_THIS,
} = require('internal/errors').codes;
const { kValidateObjectAllowObjectsAndNull, validateObject, validateString } = require('internal/validators');
const { isAnyArrayBuffer, isUint8Array } = require('internal/types');
const { customInspect, kEmptyObject, tooDeep, webClass, webTypeError } = require('internal/shape');
const { inspect } = require('internal/inspect');

const withConstructor = (self, Class) => ({ __proto__: { constructor: self.constructor ?? Class } });

class TextEncoder {
  #brand;

  get encoding() {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('TextEncoder');
    return 'utf-8';
  }

  encode(input = '') {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('TextEncoder');
    return new Uint8Array(internal.encode(`${input}`));
  }

  encodeInto(src, dest) {
    if (!(#brand in this)) throw new ERR_INVALID_THIS('TextEncoder');
    validateString(src, 'src');
    if (!isUint8Array(dest)) throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    const [read, written] = internal.encodeInto(src, dest);
    return { read, written };
  }

  [customInspect](depth, options) {
    if (typeof depth === 'number' && depth < 0) return tooDeep(this, options);
    return inspect(Object.assign(withConstructor(this, TextEncoder), { encoding: this.encoding }), options);
  }
}

webClass(TextEncoder, 'encoding', 'encode', 'encodeInto');

class TextDecoder {
  #decoder;
  #encoding;
  #fatal;
  #ignoreBOM;

  constructor(encoding = 'utf-8', options = kEmptyObject) {
    const label = `${encoding}`;
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    this.#encoding = internal.encodingOf(label);
    if (this.#encoding === undefined) throw new ERR_ENCODING_NOT_SUPPORTED(label);
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
    this.#decoder = internal.decoder(this.#encoding, this.#fatal, this.#ignoreBOM);
  }

  decode(input = undefined, options = kEmptyObject) {
    TextDecoder.#check(this);
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    if (input !== undefined && !ArrayBuffer.isView(input) && !isAnyArrayBuffer(input)) {
      throw webTypeError('The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.');
    }
    const text = internal.decode(this.#decoder, input, Boolean(options?.stream));
    if (text === undefined) {
      throw webTypeError(`The encoded data was not valid for encoding ${this.#encoding}`, 'ERR_ENCODING_INVALID_ENCODED_DATA');
    }
    return text;
  }

  get encoding() { return TextDecoder.#check(this).#encoding; }

  get fatal() { return TextDecoder.#check(this).#fatal; }

  get ignoreBOM() { return TextDecoder.#check(this).#ignoreBOM; }

  static #check(decoder) {
    if (typeof decoder !== 'object' || decoder === null || !(#decoder in decoder)) throw new ERR_INVALID_THIS('TextDecoder');
    return decoder;
  }

  [customInspect](depth, options) {
    if (typeof depth === 'number' && depth < 0) return tooDeep(this, options);
    const { encoding, fatal, ignoreBOM } = this;
    const shown = Object.assign(withConstructor(this, TextDecoder), { encoding, fatal, ignoreBOM });
    return `${this.constructor?.name ?? 'TextDecoder'} ${inspect(shown)}`;
  }
}

webClass(TextDecoder, 'decode', 'encoding', 'fatal', 'ignoreBOM');

module.exports = { TextDecoder, TextEncoder, getEncodingFromLabel: internal.encodingOf };
