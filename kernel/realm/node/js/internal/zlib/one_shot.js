'use strict';
// zlib's one-shots: a whole buffer through a stream, now or with a callback.

const { Buffer } = require('buffer');
const { codes: { ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { isAnyArrayBuffer } = require('internal/types');
const { validateFunction } = require('internal/validators');
const { processChunkSync } = require('internal/zlib/stream');

const checked = (buffer) => {
  if (!ArrayBuffer.isView(buffer) && !isAnyArrayBuffer(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], buffer);
  }
};

function start(engine, buffer, callback) {
  validateFunction(callback, 'callback');
  if (typeof buffer === 'string') buffer = Buffer.from(buffer);
  else checked(buffer);
  if (isAnyArrayBuffer(buffer)) buffer = new Uint8Array(buffer);
  const chunks = [];
  let length = 0;
  const fail = (err) => {
    engine.close();
    callback(err);
  };
  engine.on('error', fail);
  engine.on('data', (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > engine._maxOutputLength) {
      engine.removeAllListeners('error');
      engine.removeAllListeners('data');
      engine.removeAllListeners('end');
      fail(new ERR_BUFFER_TOO_LARGE(engine._maxOutputLength));
    }
  });
  engine.on('end', () => {
    const result = chunks.length === 1 && chunks[0].buffer.byteLength === length ? chunks[0] : Buffer.concat(chunks, length);
    engine.close();
    callback(null, engine._info ? { buffer: result, engine } : result);
  });
  engine.end(buffer);
}

function oneShot(Class) {
  return function asyncBufferWrapper(buffer, opts, callback) {
    if (typeof opts === 'function') {
      callback = opts;
      opts = {};
    }
    return start(new Class(opts), buffer, callback);
  };
}

function oneShotSync(Class) {
  return function syncBufferWrapper(buffer, opts) {
    const engine = new Class(opts);
    if (typeof buffer === 'string') buffer = Buffer.from(buffer);
    else checked(buffer);
    if (isAnyArrayBuffer(buffer)) buffer = new Uint8Array(buffer);
    const result = processChunkSync(engine, buffer, engine._finishFlushFlag);
    return engine._info ? { buffer: result, engine } : result;
  };
}

module.exports = { oneShot, oneShotSync };
