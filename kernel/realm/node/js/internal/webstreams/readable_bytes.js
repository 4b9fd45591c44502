'use strict';
// ReadableByteStreamController, ReadableStreamBYOBReader and ReadableStreamBYOBRequest: sections 4.4, 4.7 and 4.8 of
// streams.spec.whatwg.org. Buffers change hands by transfer: the one who gave one up cannot look into it any more.

const { codes } = require('internal/errors');
const { validateObject } = require('internal/validators');
const { kEmptyObject, webClass } = require('internal/shape');
const core = require('internal/webstreams/readable_core');
const { methods } = require('internal/webstreams/readable_default');
const { customInspect, deferred, invoke, kSecret, kState, nop, show } = require('internal/webstreams/promises');

const {
  ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE,
} = codes;

const { detached, transfer } = internal;
const resolved = () => Promise.resolve();

function checkView(view, name = 'view') {
  if (!ArrayBuffer.isView(view)) throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], view);
}

// ---- the request

class ReadableStreamBYOBRequest {
  constructor(secret = undefined) {
    if (secret !== kSecret) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get view() { return checkRequest(this).view; }

  respond(bytesWritten) {
    const { view, controller } = checkRequest(this);
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    if (view.byteLength === 0 || detached(view.buffer)) {
      throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is zero-length or detached');
    }
    respond(controller, bytesWritten);
  }

  respondWithNewView(view) {
    const { controller } = checkRequest(this);
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    checkView(view);
    if (detached(view.buffer)) throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached');
    respondWithNewView(controller, view);
  }

  [customInspect](depth, options) { return showRequest.call(this, depth, options); }
}

const showRequest = show((request) => ({ view: request.view, controller: request[kState].controller }));

function checkRequest(request) {
  if (request?.[kState] === undefined || !('view' in request[kState])) throw new ERR_INVALID_THIS('ReadableStreamBYOBRequest');
  return request[kState];
}

webClass(ReadableStreamBYOBRequest, 'view', 'respond', 'respondWithNewView');

// ---- the controller

class ReadableByteStreamController {
  constructor(secret = undefined) {
    if (secret !== kSecret) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get byobRequest() { return byobRequest(check(this)); }

  get desiredSize() { return desiredSize(check(this)); }

  close() {
    const { closeRequested, stream } = check(this)[kState];
    if (closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    if (stream[kState].state !== 'readable') throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    close(this);
  }

  enqueue(chunk) {
    const { closeRequested, stream } = check(this)[kState];
    checkView(chunk, 'buffer');
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('chunk ArrayBuffer is zero-length or detached');
    }
    if (closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    if (stream[kState].state !== 'readable') throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
    enqueue(this, chunk);
  }

  error(reason = undefined) { error(check(this), reason); }

  [customInspect](depth, options) { return showNothing.call(this, depth, options); }
}

const showNothing = show(() => ({}));

webClass(ReadableByteStreamController, 'byobRequest', 'desiredSize', 'close', 'enqueue', 'error');

function check(controller) {
  if (controller?.[kState]?.pendingPullIntos === undefined) throw new ERR_INVALID_THIS('ReadableByteStreamController');
  return controller;
}

function setUp(stream, { start = nop, pull = resolved, cancel = resolved, highWaterMark, autoAllocateChunkSize }) {
  const controller = new ReadableByteStreamController(kSecret);
  controller[kState] = {
    stream, pull, cancel, highWaterMark, autoAllocateChunkSize, queue: [], queueSize: 0, started: false, closeRequested: false,
    pulling: false, pullAgain: false, byobRequest: null, pendingPullIntos: [],
    cancelSteps: (reason) => cancelSteps(controller, reason),
    pullSteps: (request) => pullSteps(controller, request),
    releaseSteps: () => releaseSteps(controller),
  };
  stream[kState].controller = controller;
  const started = start(controller);
  // Not Promise.resolve: a promise of the program's is one more turn away, as the standard has it.
  new Promise((resolve) => resolve(started)).then(() => {
    controller[kState].started = true;
    callPull(controller);
  }, (reason) => error(controller, reason));
  return controller;
}

function fromByteSource(stream, source, highWaterMark) {
  const { autoAllocateChunkSize } = source;
  const { start, pull, cancel } = methods(source);
  if (autoAllocateChunkSize !== undefined && !(Math.trunc(autoAllocateChunkSize) > 0)) {
    throw new ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', autoAllocateChunkSize);
  }
  setUp(stream, {
    start: (controller) => (start === undefined ? undefined : Reflect.apply(start, source, [controller])),
    pull: pull && ((controller) => invoke(pull, source, [controller])),
    cancel: cancel && ((reason) => invoke(cancel, source, [reason])),
    highWaterMark,
    autoAllocateChunkSize,
  });
}

function cancelSteps(controller, reason) {
  const state = controller[kState];
  state.pendingPullIntos = [];
  clearQueue(state);
  const { cancel } = state;
  forget(state);
  return cancel(reason);
}

function clearQueue(state) {
  state.queue = [];
  state.queueSize = 0;
}

function forget(state) {
  state.pull = undefined;
  state.cancel = undefined;
}

function releaseSteps(controller) {
  const state = controller[kState];
  if (state.pendingPullIntos.length === 0) return;
  const [first] = state.pendingPullIntos;
  first.reader = 'none';
  state.pendingPullIntos = [first];
}

// pullSteps serves a default reader.
function pullSteps(controller, request) {
  const state = controller[kState];
  if (state.queueSize > 0) {
    fillFromQueue(controller, request);
    return;
  }
  if (state.autoAllocateChunkSize !== undefined) {
    let buffer;
    try {
      buffer = new ArrayBuffer(state.autoAllocateChunkSize);
    } catch (err) {
      request.error(err);
      return;
    }
    state.pendingPullIntos.push({
      buffer, bufferLength: buffer.byteLength, offset: 0, length: state.autoAllocateChunkSize, filled: 0, minimum: 1, elementSize: 1,
      View: Uint8Array, reader: 'default',
    });
  }
  state.stream[kState].reader[kState].readRequests.push(request);
  callPull(controller);
}

function fillFromQueue(controller, request) {
  const state = controller[kState];
  const { buffer, offset, length } = state.queue.shift();
  state.queueSize -= length;
  handleDrain(controller);
  request.chunk(new Uint8Array(buffer, offset, length));
}

function handleDrain(controller) {
  const state = controller[kState];
  if (state.queueSize === 0 && state.closeRequested) {
    forget(state);
    core.close(state.stream);
  } else {
    callPull(controller);
  }
}

function shouldPull(controller) {
  const { stream, closeRequested, started } = controller[kState];
  if (stream[kState].state !== 'readable' || closeRequested || !started) return false;
  if (core.pendingReads(stream) > 0 || core.pendingReadsInto(stream) > 0) return true;
  return desiredSize(controller) > 0;
}

const callPull = core.puller(shouldPull, error);

function desiredSize(controller) {
  const { stream, highWaterMark, queueSize } = controller[kState];
  if (stream[kState].state === 'errored') return null;
  return stream[kState].state === 'closed' ? 0 : highWaterMark - queueSize;
}

function invalidateRequest(state) {
  if (state.byobRequest === null) return;
  state.byobRequest[kState].controller = undefined;
  state.byobRequest[kState].view = null;
  state.byobRequest = null;
}

function byobRequest(controller) {
  const state = controller[kState];
  if (state.byobRequest === null && state.pendingPullIntos.length > 0) {
    const [{ buffer, offset, filled, length }] = state.pendingPullIntos;
    const request = new ReadableStreamBYOBRequest(kSecret);
    request[kState] = { controller, view: new Uint8Array(buffer, offset + filled, length - filled) };
    state.byobRequest = request;
  }
  return state.byobRequest;
}

function close(controller) {
  const state = controller[kState];
  if (state.closeRequested || state.stream[kState].state !== 'readable') return;
  if (state.queueSize > 0) {
    state.closeRequested = true;
    return;
  }
  const [first] = state.pendingPullIntos;
  if (first !== undefined && first.filled % first.elementSize !== 0) {
    const err = new ERR_INVALID_STATE.TypeError('Partial read');
    error(controller, err);
    throw err;
  }
  forget(state);
  core.close(state.stream);
}

function error(controller, reason) {
  const state = controller[kState];
  if (state.stream[kState].state !== 'readable') return;
  invalidateRequest(state);
  state.pendingPullIntos = [];
  clearQueue(state);
  forget(state);
  core.error(state.stream, reason);
}

function pushChunk(state, buffer, offset, length) {
  state.queue.push({ buffer, offset, length });
  state.queueSize += length;
}

function enqueue(controller, chunk) {
  const state = controller[kState];
  if (state.closeRequested || state.stream[kState].state !== 'readable') return;
  const { byteOffset, byteLength } = chunk;
  const buffer = transfer(chunk.buffer);
  const [first] = state.pendingPullIntos;
  if (first !== undefined) {
    invalidateRequest(state);
    first.buffer = transfer(first.buffer);
    if (first.reader === 'none') enqueueDetached(controller, first);
  }
  const { stream } = state;
  const { reader } = stream[kState];
  if (core.isDefaultReader(reader)) {
    serveReads(controller);
    if (core.pendingReads(stream) === 0) {
      pushChunk(state, buffer, byteOffset, byteLength);
    } else {
      if (state.pendingPullIntos.length > 0) state.pendingPullIntos.shift();
      core.fulfill(stream, new Uint8Array(buffer, byteOffset, byteLength), false);
    }
  } else {
    pushChunk(state, buffer, byteOffset, byteLength);
    if (reader !== undefined) for (const filled of fillPullIntos(controller)) commit(stream, filled);
  }
  callPull(controller);
}

// enqueueDetached saves what a released reader's buffer has received.
function enqueueDetached(controller, pull) {
  const state = controller[kState];
  if (pull.filled > 0) pushChunk(state, pull.buffer.slice(pull.offset, pull.offset + pull.filled), 0, pull.filled);
  state.pendingPullIntos.shift();
}

function serveReads(controller) {
  const { stream } = controller[kState];
  const { readRequests } = stream[kState].reader[kState];
  while (readRequests.length > 0) {
    if (controller[kState].queueSize === 0) return;
    fillFromQueue(controller, readRequests.shift());
  }
}

// ---- filling the buffers of readers

// fill copies from the queue and reports whether the pull is served.
function fill(controller, pull) {
  const state = controller[kState];
  const most = Math.min(state.queueSize, pull.length - pull.filled);
  const reached = pull.filled + most;
  let left = most;
  let ready = false;
  const aligned = reached - (reached % pull.elementSize);
  if (aligned >= pull.minimum) {
    left = aligned - pull.filled;
    ready = true;
  }
  while (left > 0) {
    const [head] = state.queue;
    const n = Math.min(left, head.length);
    new Uint8Array(pull.buffer, pull.offset + pull.filled, n).set(new Uint8Array(head.buffer, head.offset, n));
    if (n === head.length) {
      state.queue.shift();
    } else {
      head.offset += n;
      head.length -= n;
    }
    state.queueSize -= n;
    pull.filled += n;
    left -= n;
  }
  return ready;
}

function fillPullIntos(controller) {
  const state = controller[kState];
  const filled = [];
  while (state.pendingPullIntos.length > 0 && state.queueSize > 0) {
    const [pull] = state.pendingPullIntos;
    if (!fill(controller, pull)) break;
    state.pendingPullIntos.shift();
    filled.push(pull);
  }
  return filled;
}

// viewOf gives a buffer back in the form the reader brought it.
function viewOf({ buffer, offset, filled, elementSize, View }) {
  return new View(transfer(buffer), offset, filled / elementSize);
}

function commit(stream, pull) {
  const done = stream[kState].state === 'closed';
  const view = viewOf(pull);
  if (pull.reader === 'default') core.fulfill(stream, view, done);
  else core.fulfillInto(stream, view, done);
}

function pullInto(controller, view, minimum, request) {
  const state = controller[kState];
  const { stream } = state;
  const View = view.constructor;
  const elementSize = View.BYTES_PER_ELEMENT ?? 1;
  const { byteOffset: offset, byteLength: length } = view;
  let buffer;
  try {
    buffer = transfer(view.buffer);
  } catch (err) {
    request.error(err);
    return;
  }
  const pull = {
    buffer, bufferLength: buffer.byteLength, offset, length, filled: 0, minimum: minimum * elementSize, elementSize, View, reader: 'byob',
  };
  const { readIntoRequests } = stream[kState].reader[kState];
  if (state.pendingPullIntos.length > 0) {
    state.pendingPullIntos.push(pull);
    readIntoRequests.push(request);
    return;
  }
  if (stream[kState].state === 'closed') {
    request.close(new View(buffer, offset, 0));
    return;
  }
  if (state.queueSize > 0) {
    if (fill(controller, pull)) {
      const filled = viewOf(pull);
      handleDrain(controller);
      request.chunk(filled);
      return;
    }
    if (state.closeRequested) {
      const err = new ERR_INVALID_STATE.TypeError('ReadableStream closed');
      error(controller, err);
      request.error(err);
      return;
    }
  }
  state.pendingPullIntos.push(pull);
  readIntoRequests.push(request);
  callPull(controller);
}

// ---- answers of the source

function respond(controller, bytesWritten) {
  const state = controller[kState];
  const [first] = state.pendingPullIntos;
  bytesWritten = Number(bytesWritten);
  if (!Number.isInteger(bytesWritten) || bytesWritten < 0) throw new ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', bytesWritten);
  if (state.stream[kState].state === 'closed') {
    if (bytesWritten !== 0) throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
  } else {
    if (bytesWritten === 0) throw new ERR_INVALID_ARG_VALUE('bytesWritten', bytesWritten);
    if (first.filled + bytesWritten > first.length) throw new ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', bytesWritten);
  }
  first.buffer = transfer(first.buffer);
  respondInternal(controller, bytesWritten);
}

function respondWithNewView(controller, view) {
  const { stream, pendingPullIntos: [first] } = controller[kState];
  if (stream[kState].state === 'closed') {
    if (view.byteLength !== 0) throw new ERR_INVALID_STATE.TypeError('View is not zero-length');
  } else if (view.byteLength === 0) {
    throw new ERR_INVALID_STATE.TypeError('View is zero-length');
  }
  const misplaced = first.offset + first.filled !== view.byteOffset || first.bufferLength !== view.buffer.byteLength ||
    first.filled + view.byteLength > first.length;
  if (misplaced) throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  const { byteLength } = view;
  first.buffer = transfer(view.buffer);
  respondInternal(controller, byteLength);
}

function respondInternal(controller, bytesWritten) {
  const state = controller[kState];
  const [first] = state.pendingPullIntos;
  invalidateRequest(state);
  if (state.stream[kState].state === 'closed') respondClosed(controller, first);
  else respondReadable(controller, bytesWritten, first);
  callPull(controller);
}

function respondClosed(controller, first) {
  const state = controller[kState];
  if (first.reader === 'none') state.pendingPullIntos.shift();
  if (state.stream[kState].reader?.[kState].readIntoRequests === undefined) return;
  while (core.pendingReadsInto(state.stream) > 0) commit(state.stream, state.pendingPullIntos.shift());
}

function respondReadable(controller, bytesWritten, pull) {
  const state = controller[kState];
  pull.filled += bytesWritten;
  if (pull.reader === 'none') {
    enqueueDetached(controller, pull);
    for (const filled of fillPullIntos(controller)) commit(state.stream, filled);
    return;
  }
  if (pull.filled < pull.minimum) return;
  state.pendingPullIntos.shift();
  const rest = pull.filled % pull.elementSize;
  if (rest > 0) {
    const end = pull.offset + pull.filled;
    pushChunk(state, pull.buffer.slice(end - rest, end), 0, rest);
  }
  pull.filled -= rest;
  const filled = fillPullIntos(controller);
  commit(state.stream, pull);
  for (const one of filled) commit(state.stream, one);
}

// ---- the reader

class ReadableStreamBYOBReader {
  constructor(stream) {
    const { isBytes, isReadableStream } = require('internal/webstreams/readable');
    if (!isReadableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    if (core.isLocked(stream)) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
    if (!isBytes(stream)) throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be a byte stream');
    this[kState] = { readIntoRequests: [], stream: undefined, close: deferred() };
    core.attach(this, stream);
  }

  async read(view, options = kEmptyObject) {
    if (!isReader(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBReader');
    checkView(view);
    validateObject(options, 'options', require('internal/validators').kValidateObjectAllowObjectsAndNull);
    if (view.byteLength === 0 || view.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('View or Viewed ArrayBuffer is zero-length or detached');
    }
    const { stream } = this[kState];
    if (stream === undefined) throw new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream');
    const { promise, resolve, reject } = deferred();
    readInto(this, view, minimumOf(view, options), {
      chunk: (value) => resolve({ value, done: false }), close: (value) => resolve({ value, done: true }), error: reject,
    });
    return promise;
  }

  releaseLock() {
    if (!isReader(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBReader');
    core.releaseReader(this);
  }

  get closed() {
    if (!isReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamBYOBReader'));
    return this[kState].close.promise;
  }

  cancel(reason = undefined) {
    if (!isReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamBYOBReader'));
    if (this[kState].stream === undefined) return Promise.reject(new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream'));
    return core.cancel(this[kState].stream, reason);
  }

  [customInspect](depth, options) { return showReader.call(this, depth, options); }
}

const isReader = (reader) => reader?.[kState]?.readIntoRequests !== undefined;

const showReader = show((reader) => {
  const { stream, readIntoRequests, close: { promise } } = reader[kState];
  return { stream, readIntoRequests: readIntoRequests.length, close: promise };
});

webClass(ReadableStreamBYOBReader, 'read', 'releaseLock', 'closed', 'cancel');

// minimumOf reads how many elements a read wants at least.
function minimumOf(view, options) {
  const min = options?.min ?? 1;
  if (typeof min !== 'number') throw new ERR_INVALID_ARG_TYPE('options.min', 'number', min);
  if (!Number.isInteger(min)) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be an integer');
  if (min <= 0) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be greater than 0');
  const typed = view.length !== undefined;
  if (min > (typed ? view.length : view.byteLength)) {
    throw new ERR_OUT_OF_RANGE('options.min', `<= view.${typed ? 'length' : 'byteLength'}`, min);
  }
  return min;
}

function readInto(reader, view, minimum, request) {
  const { stream } = reader[kState];
  stream[kState].disturbed = true;
  if (stream[kState].state === 'errored') request.error(stream[kState].storedError);
  else pullInto(stream[kState].controller, view, minimum, request);
}

module.exports = {
  ReadableByteStreamController, ReadableStreamBYOBReader, ReadableStreamBYOBRequest, byobRequest, close, enqueue, error, fromByteSource,
  pullInto, readInto, respond, respondWithNewView, setUp,
};
