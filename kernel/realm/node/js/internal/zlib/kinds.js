'use strict';
// The classes of zlib: one for each direction of each format.

const constants = require('internal/zlib/constants');
const { deprecate } = require('internal/promisify');
const { Brotli, Zlib, Zstd } = require('internal/zlib/stream');

const { DEFLATE, INFLATE, GZIP, GUNZIP, DEFLATERAW, INFLATERAW, UNZIP, BROTLI_ENCODE, BROTLI_DECODE, ZSTD_COMPRESS, ZSTD_DECOMPRESS } = constants;

// kind makes the class of a mode. It may be called without new, which Node has deprecated.
function kind(name, mode, Base) {
  const make = deprecate((options) => new Class(options),
    `Instantiating ${name} without the 'new' keyword has been deprecated.`, 'DEP0184');
  const { [name]: Class } = { [name]: function(opts) {
    if (!(this instanceof Class)) return make(opts);
    // A raw stream of window 8 is not what zlib can write: it uses 9.
    if (mode === DEFLATERAW && opts?.windowBits === 8) opts = { ...opts, windowBits: 9 };
    Reflect.apply(Base, this, [opts, mode]);
  } };
  Object.setPrototypeOf(Class.prototype, Base.prototype);
  Object.setPrototypeOf(Class, Base);
  return Class;
}

class ZstdCompress extends Zstd {
  constructor(opts) { super(opts, ZSTD_COMPRESS); }
}

class ZstdDecompress extends Zstd {
  constructor(opts) { super(opts, ZSTD_DECOMPRESS); }
}

const kinds = {
  Deflate: kind('Deflate', DEFLATE, Zlib),
  Inflate: kind('Inflate', INFLATE, Zlib),
  Gzip: kind('Gzip', GZIP, Zlib),
  Gunzip: kind('Gunzip', GUNZIP, Zlib),
  DeflateRaw: kind('DeflateRaw', DEFLATERAW, Zlib),
  InflateRaw: kind('InflateRaw', INFLATERAW, Zlib),
  Unzip: kind('Unzip', UNZIP, Zlib),
  BrotliCompress: kind('BrotliCompress', BROTLI_ENCODE, Brotli),
  BrotliDecompress: kind('BrotliDecompress', BROTLI_DECODE, Brotli),
  ZstdCompress,
  ZstdDecompress,
};

module.exports = { kinds };
