'use strict';
// CompressionStream and DecompressionStream (compression.spec.whatwg.org) on the streams of zlib.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } } = require('internal/errors');
const { webClass } = require('internal/shape');
const { customInspect, show } = require('internal/webstreams/promises');

const makers = {
  CompressionStream: { 'deflate': 'createDeflate', 'deflate-raw': 'createDeflateRaw', 'gzip': 'createGzip', 'brotli': 'createBrotliCompress' },
  DecompressionStream: {
    'deflate': 'createInflate', 'deflate-raw': 'createInflateRaw', 'gzip': 'createGunzip', 'brotli': 'createBrotliDecompress',
  },
};

// pairOf makes the zlib stream of a format and brings it into the form of web streams.
function pairOf(name, format, options) {
  const maker = makers[name][`${format}`];
  if (maker === undefined) {
    const err = new ERR_INVALID_ARG_VALUE('format', format);
    const message = `Failed to construct '${name}': 1st argument '${format}' is not a valid enum value of type CompressionFormat.`;
    err.stack = err.stack.replace(err.message, message);
    err.message = message;
    throw err;
  }
  return require('internal/webstreams/adapters').newReadableWritablePairFromDuplex(require('zlib')[maker](options));
}

const showPair = show(({ readable, writable }) => ({ readable, writable }));

class CompressionStream {
  #pair;

  constructor(format) { this.#pair = pairOf('CompressionStream', format); }

  static #check(stream) {
    if (typeof stream !== 'object' || stream === null || !(#pair in stream)) throw new ERR_INVALID_THIS('CompressionStream');
    return stream.#pair;
  }

  get readable() { return CompressionStream.#check(this).readable; }

  get writable() { return CompressionStream.#check(this).writable; }

  [customInspect](depth, options) { return showPair.call(this, depth, options); }
}

class DecompressionStream {
  #pair;

  constructor(format) {
    this.#pair = pairOf('DecompressionStream', format, { rejectGarbageAfterEnd: true });
  }

  static #check(stream) {
    if (typeof stream !== 'object' || stream === null || !(#pair in stream)) throw new ERR_INVALID_THIS('DecompressionStream');
    return stream.#pair;
  }

  get readable() { return DecompressionStream.#check(this).readable; }

  get writable() { return DecompressionStream.#check(this).writable; }

  [customInspect](depth, options) { return showPair.call(this, depth, options); }
}

webClass(CompressionStream, 'readable', 'writable');
webClass(DecompressionStream, 'readable', 'writable');

module.exports = { CompressionStream, DecompressionStream };
