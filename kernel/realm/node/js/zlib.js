'use strict';
// The module zlib: streams and one-shots over internal/zlib/stream.js, which runs the codecs of zlib.go.

const constants = require('internal/zlib/constants');
const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateUint32 } = require('internal/validators');
const { kinds } = require('internal/zlib/kinds');
const { oneShot, oneShotSync } = require('internal/zlib/one_shot');

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return internal.crc32(typeof data === 'string' ? Buffer.from(data) : data, value);
}

module.exports = { crc32, ...kinds };

const zlib = module.exports;
for (const name of ['deflate', 'gzip', 'deflateRaw', 'unzip', 'inflate', 'gunzip', 'inflateRaw', 'brotliCompress', 'brotliDecompress',
  'zstdCompress', 'zstdDecompress']) {
  const Class = kinds[name[0].toUpperCase() + name.slice(1)];
  zlib[name] = oneShot(Class);
  zlib[`${name}Sync`] = oneShotSync(Class);
}

for (const name of ['Deflate', 'Inflate', 'DeflateRaw', 'InflateRaw', 'Gzip', 'Gunzip', 'Unzip', 'BrotliCompress', 'BrotliDecompress',
  'ZstdCompress', 'ZstdDecompress']) {
  const create = { [`create${name}`](options) { return new kinds[name](options); } }[`create${name}`];
  Object.defineProperty(zlib, create.name, { enumerable: true, value: create });
}

const statuses = ['Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR', 'Z_DATA_ERROR', 'Z_MEM_ERROR', 'Z_BUF_ERROR',
  'Z_VERSION_ERROR'];
const codes = {};
for (const name of statuses) {
  codes[name] = constants[name];
  codes[constants[name]] = name;
}
Object.defineProperty(zlib, 'constants', { enumerable: true, value: constants });
Object.defineProperty(zlib, 'codes', { enumerable: true, value: Object.freeze(codes) });

// The constants have long been properties of the module itself, where they are not listed.
for (const name of Object.keys(constants)) {
  if (!name.startsWith('BROTLI')) Object.defineProperty(zlib, name, { value: constants[name] });
}
