'use strict';
// Questions about a value that may be a stream: of Node, of the web, old or home-made. The answers are Node's: what has
// the right methods counts, and null means that one cannot know.

const kIsDestroyed = Symbol.for('nodejs.stream.destroyed');
const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsReadable = Symbol.for('nodejs.stream.readable');
const kIsWritable = Symbol.for('nodejs.stream.writable');
const kIsDisturbed = Symbol.for('nodejs.stream.disturbed');
const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = Symbol.for('nodejs.webstream.controllerErrorFunction');

const method = (obj, name) => typeof obj?.[name] === 'function';

function isReadableNodeStream(obj, strict = false) {
  return Boolean(obj && method(obj, 'pipe') && method(obj, 'on') &&
    (!strict || (method(obj, 'pause') && method(obj, 'resume'))) &&
    (!obj._writableState || obj._readableState?.readable !== false) && // a duplex whose readable side is there
    (!obj._writableState || obj._readableState)); // a Writable has a pipe method that only fails
}

function isWritableNodeStream(obj) {
  return Boolean(obj && method(obj, 'write') && method(obj, 'on') &&
    (!obj._readableState || obj._writableState?.writable !== false));
}

function isDuplexNodeStream(obj) {
  return Boolean(obj && (method(obj, 'pipe') && obj._readableState) && method(obj, 'on') && method(obj, 'write'));
}

function isNodeStream(obj) {
  return obj && (obj._readableState || obj._writableState || (method(obj, 'write') && method(obj, 'on')) ||
    (method(obj, 'pipe') && method(obj, 'on')));
}

function isReadableStream(obj) {
  return Boolean(obj && !isNodeStream(obj) && method(obj, 'pipeThrough') && method(obj, 'getReader') && method(obj, 'cancel'));
}

function isWritableStream(obj) {
  return Boolean(obj && !isNodeStream(obj) && method(obj, 'getWriter') && method(obj, 'abort'));
}

function isTransformStream(obj) {
  return Boolean(obj && !isNodeStream(obj) && typeof obj.readable === 'object' && typeof obj.writable === 'object');
}

const isWebStream = (obj) => isReadableStream(obj) || isWritableStream(obj) || isTransformStream(obj);

// isIterable(obj, true) asks for asynchronous iteration, false for the other, undefined for either.
function isIterable(obj, isAsync) {
  if (obj == null) return false;
  if (isAsync === true) return method(obj, Symbol.asyncIterator);
  if (isAsync === false) return method(obj, Symbol.iterator);
  return method(obj, Symbol.asyncIterator) || method(obj, Symbol.iterator);
}

const stateOf = (stream) => stream._writableState || stream._readableState;

function isDestroyed(stream) {
  if (!isNodeStream(stream)) return null;
  return Boolean(stream.destroyed || stream[kIsDestroyed] || stateOf(stream)?.destroyed);
}

function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableEnded === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  return typeof state?.ended === 'boolean' ? state.ended : null;
}

function isWritableFinished(stream, strict) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableFinished === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  if (typeof state?.finished !== 'boolean') return null;
  return Boolean(state.finished || (strict === false && state.ended === true && state.length === 0));
}

function isReadableEnded(stream) {
  if (!isReadableNodeStream(stream)) return null;
  if (stream.readableEnded === true) return true;
  const state = stream._readableState;
  if (!state || state.errored) return false;
  return typeof state.ended === 'boolean' ? state.ended : null;
}

function isReadableFinished(stream, strict) {
  if (!isReadableNodeStream(stream)) return null;
  const state = stream._readableState;
  if (state?.errored) return false;
  if (typeof state?.endEmitted !== 'boolean') return null;
  return Boolean(state.endEmitted || (strict === false && state.ended === true && state.length === 0));
}

function isReadable(stream) {
  if (stream && stream[kIsReadable] != null) return stream[kIsReadable];
  if (typeof stream?.readable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isReadableNodeStream(stream) && stream.readable && !isReadableFinished(stream);
}

function isWritable(stream) {
  if (stream && stream[kIsWritable] != null) return stream[kIsWritable];
  if (typeof stream?.writable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isWritableNodeStream(stream) && stream.writable && !isWritableEnded(stream);
}

function isFinished(stream, { readable, writable } = {}) {
  if (!isNodeStream(stream)) return null;
  if (isDestroyed(stream)) return true;
  if (readable !== false && isReadable(stream)) return false;
  return !(writable !== false && isWritable(stream));
}

function isWritableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.writableErrored || (stream._writableState?.errored ?? null);
}

function isReadableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.readableErrored || (stream._readableState?.errored ?? null);
}

function isClosed(stream) {
  if (!isNodeStream(stream)) return null;
  if (typeof stream.closed === 'boolean') return stream.closed;
  const { _writableState: w, _readableState: r } = stream;
  if (typeof w?.closed === 'boolean' || typeof r?.closed === 'boolean') return w?.closed || r?.closed;
  return typeof stream._closed === 'boolean' && isOutgoingMessage(stream) ? stream._closed : null;
}

function isOutgoingMessage(stream) {
  return ['_closed', '_defaultKeepAlive', '_removedConnection', '_removedContLen'].every((key) => typeof stream[key] === 'boolean');
}

const isServerResponse = (stream) => typeof stream._sent100 === 'boolean' && isOutgoingMessage(stream);

const isServerRequest = (stream) =>
  typeof stream._consuming === 'boolean' && typeof stream._dumped === 'boolean' && stream.req?.upgradeOrConnect === undefined;

const isRequest = (stream) => Boolean(stream?.setHeader && typeof stream.abort === 'function');

function willEmitClose(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stateOf(stream);
  return (!state && isServerResponse(stream)) ||
    Boolean(state?.autoDestroy && state.emitClose && state.closed === false);
}

function isDisturbed(stream) {
  return Boolean(stream && (stream[kIsDisturbed] ?? (stream.readableDidRead || stream.readableAborted)));
}

function isErrored(stream) {
  return Boolean(stream && (stream[kIsErrored] ?? stream.readableErrored ?? stream.writableErrored ??
    stream._readableState?.errorEmitted ?? stream._writableState?.errorEmitted ??
    stream._readableState?.errored ?? stream._writableState?.errored));
}

module.exports = {
  isClosed, isDestroyed, isDisturbed, isDuplexNodeStream, isErrored, isFinished, isIterable, isNodeStream, isReadable,
  isReadableEnded, isReadableErrored, isReadableFinished, isReadableNodeStream, isReadableStream, isRequest,
  isServerRequest, isServerResponse, isTransformStream, isWebStream, isWritable, isWritableEnded, isWritableErrored,
  isWritableFinished, isWritableNodeStream, isWritableStream, kControllerErrorFunction, kIsClosedPromise,
  kIsDestroyed, kIsDisturbed, kIsErrored, kIsReadable, kIsWritable, willEmitClose,
};
