'use strict';
// The module stream: the ancestor class with everything else as its properties.

const { Stream } = require('internal/streams/legacy');
const { Readable } = require('internal/streams/readable');
const { Writable } = require('internal/streams/writable');
const { Duplex } = require('internal/streams/duplex');
const { Transform } = require('internal/streams/transform');
const { PassThrough } = require('internal/streams/passthrough');
const { duplexPair } = require('internal/streams/duplexpair');
const { pipeline } = require('internal/streams/pipeline');
const { addAbortSignal } = require('internal/streams/add_abort_signal');
const { eos } = require('internal/streams/end_of_stream');
const { destroyer } = require('internal/streams/destroy');
const { compose } = require('internal/streams/compose');
const { getDefaultHighWaterMark, setDefaultHighWaterMark } = require('internal/streams/state');
const { isDestroyed, isDisturbed, isErrored, isReadable, isWritable } = require('internal/streams/utils');
const { isUint8Array } = require('internal/types');

const promises = () => require('stream/promises');

module.exports = Object.assign(Stream, {
  isDestroyed, isDisturbed, isErrored, isReadable, isWritable,
  Readable, Writable, Duplex, Transform, PassThrough, duplexPair,
  pipeline, addAbortSignal, finished: eos, destroy: destroyer, compose,
  setDefaultHighWaterMark, getDefaultHighWaterMark,
});

Object.defineProperty(Stream, 'promises', { __proto__: null, configurable: true, enumerable: true, get: promises });
Stream.Stream = Stream;

const custom = require('util').promisify.custom;
Object.defineProperty(pipeline, custom, { __proto__: null, enumerable: true, get: () => promises().pipeline });
Object.defineProperty(eos, custom, { __proto__: null, enumerable: true, get: () => promises().finished });

Stream._isArrayBufferView = ArrayBuffer.isView;
Stream._isUint8Array = isUint8Array;
Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
};
