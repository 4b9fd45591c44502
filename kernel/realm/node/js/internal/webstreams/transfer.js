'use strict';
// What structuredClone's transfer does to a stream: it locks it and gives another one at the end of a pipe, through which
// copies of the chunks go. The standard sends them through a message port; here both ends are in one realm.

const { kTransfer } = require('internal/shape');
const { kState } = require('internal/webstreams/promises');

function refuse(name) {
  const { DOMException } = require('internal/domexception');
  throw new DOMException(`Cannot transfer a locked ${name}`, 'DataCloneError');
}

function copying() {
  const { TransformStream } = require('internal/webstreams/transform');
  const { structuredClone } = require('internal/structured_clone');
  return new TransformStream({ transform(chunk, controller) { controller.enqueue(structuredClone(chunk)); } });
}

const pipe = (source, dest) => { source.pipeTo(dest).then(undefined, () => {}); };

// moveReadable and the like return { copy, commit }, as internal/shape describes.
function moveReadable(stream) {
  if (stream.locked) refuse('ReadableStream');
  const between = copying();
  return { copy: between.readable, commit: () => pipe(stream, between.writable) };
}

function moveWritable(stream) {
  if (stream.locked) refuse('WritableStream');
  const between = copying();
  return { copy: between.writable, commit: () => pipe(between.readable, stream) };
}

function moveTransform(stream) {
  const { TransformStream } = require('internal/webstreams/transform');
  const readable = moveReadable(stream.readable);
  const writable = moveWritable(stream.writable);
  const copy = Object.create(TransformStream.prototype);
  copy[kState] = { ...stream[kState], readable: readable.copy, writable: writable.copy };
  return {
    copy,
    commit() {
      readable.commit();
      writable.commit();
    },
  };
}

// transferable gives a class the way it moves.
function transferable(Class, move) {
  Object.defineProperty(Class.prototype, kTransfer, { value() { return move(this); }, configurable: true });
}

module.exports = { moveReadable, moveTransform, moveWritable, transferable };
