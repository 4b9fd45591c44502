'use strict';
// stream/consumers: a whole stream as one value. The functions are async ones written as generators, so that they can
// have the loop of internal/streams/for_await and still take no step more than Node's.

const { TextDecoder } = require('internal/encoding');
const { Blob } = require('internal/blob');
const { Buffer } = require('buffer');
const { awaiting, drive, each } = require('internal/streams/for_await');

function* readAll(stream, take) {
  yield* each(stream, function* (chunk) { take(chunk); });
}

function blob(stream) {
  return drive(function*() {
    const chunks = [];
    yield* readAll(stream, (chunk) => chunks.push(chunk));
    return new Blob(chunks);
  }());
}

function arrayBuffer(stream) {
  return drive(function*() {
    const ret = yield awaiting(blob(stream));
    return yield awaiting(ret.arrayBuffer());
  }());
}

function bytes(stream) {
  return drive(function*() { return new Uint8Array(yield awaiting(arrayBuffer(stream))); }());
}

function buffer(stream) {
  return drive(function*() { return Buffer.from(yield awaiting(arrayBuffer(stream))); }());
}

function text(stream) {
  return drive(function*() {
    const decoder = new TextDecoder();
    let str = '';
    yield* readAll(stream, (chunk) => {
      str += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    });
    return str + decoder.decode(undefined, { stream: false });
  }());
}

function json(stream) {
  return drive(function*() { return JSON.parse(yield awaiting(text(stream))); }());
}

module.exports = { arrayBuffer, blob, buffer, bytes, text, json };
