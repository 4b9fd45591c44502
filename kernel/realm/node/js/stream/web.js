'use strict';
// stream/web: the streams of the web (streams.spec.whatwg.org).

const { ReadableStream, readableStreamTee } = require('internal/webstreams/readable');
const { ReadableStreamDefaultController, ReadableStreamDefaultReader } = require('internal/webstreams/readable_default');
const {
  ReadableByteStreamController, ReadableStreamBYOBReader, ReadableStreamBYOBRequest,
} = require('internal/webstreams/readable_bytes');
const { WritableStream, WritableStreamDefaultController, WritableStreamDefaultWriter } = require('internal/webstreams/writable');
const { TransformStream, TransformStreamDefaultController } = require('internal/webstreams/transform');
const { ByteLengthQueuingStrategy, CountQueuingStrategy } = require('internal/webstreams/queues');
const { TextDecoderStream, TextEncoderStream } = require('internal/webstreams/encoding');
const { CompressionStream, DecompressionStream } = require('internal/webstreams/compression');

module.exports = {
  ReadableStream, ReadableStreamTee: readableStreamTee, ReadableStreamDefaultReader, ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest, ReadableByteStreamController, ReadableStreamDefaultController,
  TransformStream, TransformStreamDefaultController,
  WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController,
  ByteLengthQueuingStrategy, CountQueuingStrategy,
  TextEncoderStream, TextDecoderStream, CompressionStream, DecompressionStream,
};
