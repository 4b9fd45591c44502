'use strict';
// What a zlib stream calls _handle: a codec of zlib.go, which takes steps. Packages replace its close.

const constants = require('internal/zlib/constants');

// The flush operations of brotli and zstd as those of zlib.
const operations = [constants.Z_NO_FLUSH, constants.Z_SYNC_FLUSH, constants.Z_FINISH, constants.Z_SYNC_FLUSH];

class Handle {
  #codec;
  #table;
  #closed = false;

  constructor(mode, { windowBits = 15, level = -1, strategy = 0, dictionary, parameters, single } = {}) {
    const made = internal.codec(mode, windowBits, level, strategy, dictionary, parameters, single);
    if (Array.isArray(made)) throw Object.assign(new Error(made[0]), { code: made[2] });
    this.#codec = made;
    if (mode >= constants.BROTLI_DECODE) this.#table = operations;
  }

  // step(done, flush, input, at, length, output, at, length, state): done gets an error or nothing.
  step(done, flush, ...rest) {
    return internal.step(done, this.#codec, this.#table === undefined ? flush : this.#table[flush] ?? flush, ...rest);
  }

  params(level, strategy) { internal.params(this.#codec, level, strategy); }

  reset() { return internal.reset(this.#codec); }

  close() {
    if (!this.#closed) internal.close(this.#codec);
    this.#closed = true;
  }
}

class Zlib extends Handle {}
class BrotliEncoder extends Handle {}
class BrotliDecoder extends Handle {}
class ZstdCompress extends Handle {}
class ZstdDecompress extends Handle {}

const classes = { 8: BrotliDecoder, 9: BrotliEncoder, 10: ZstdCompress, 11: ZstdDecompress };

const openHandle = (mode, options) => new (classes[mode] ?? Zlib)(mode, options);

module.exports = { openHandle };
