'use strict';
// WritableStream, its writer and its controller: section 5 of streams.spec.whatwg.org. The operations are functions on
// stream[kState], named as in the standard.

const { codes } = require('internal/errors');
const { validateObject } = require('internal/validators');
const { kEmptyObject, webClass } = require('internal/shape');
const { SizedQueue, markOf, sizeOf } = require('internal/webstreams/queues');
const {
  customInspect, deferred, handled, invoke, is, kSecret, kState, nop, rejectedDeferred, resolvedDeferred, show,
} = require('internal/webstreams/promises');
const streams = require('internal/streams/utils');
const { moveWritable, transferable } = require('internal/webstreams/transfer');

const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS } = codes;

const kClose = Symbol('close'); // in the queue: no chunk, but the end

class WritableStream {
  constructor(sink = kEmptyObject, strategy = kEmptyObject) {
    if (sink === kSecret) {
      initialize(this);
      return;
    }
    validateObject(sink, 'sink', require('internal/validators').kValidateObjectAllowObjects);
    validateObject(strategy, 'strategy', require('internal/validators').kValidateObjectAllowObjectsAndNull);
    const { type } = sink;
    if (type !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('type', type);
    initialize(this);
    const size = sizeOf(strategy);
    fromSink(this, sink, markOf(strategy, 1), size);
  }

  get locked() { return isLocked(check(this)); }

  abort(reason = undefined) {
    if (!isWritableStream(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStream'));
    if (isLocked(this)) return Promise.reject(locked());
    return abort(this, reason);
  }

  close() {
    if (!isWritableStream(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStream'));
    if (isLocked(this)) return Promise.reject(locked());
    if (closeQueuedOrInFlight(this)) return Promise.reject(new ERR_INVALID_STATE.TypeError('Failure closing WritableStream'));
    return close(this);
  }

  getWriter() { return new WritableStreamDefaultWriter(check(this)); }

  get [streams.kIsErrored]() { return this[kState].state === 'errored'; }

  get [streams.kIsWritable]() { return this[kState].state === 'writable'; }

  get [streams.kIsClosedPromise]() { return this[kState].closed; }

  [streams.kControllerErrorFunction](reason) { errorIfNeeded(this[kState].controller, reason); }

  [customInspect](depth, options) { return showStream.call(this, depth, options); }
}

const isWritableStream = is(WritableStream);
const isLocked = (stream) => stream[kState].writer !== undefined;
const locked = () => new ERR_INVALID_STATE.TypeError('WritableStream is locked');

function check(stream) {
  if (!isWritableStream(stream)) throw new ERR_INVALID_THIS('WritableStream');
  return stream;
}

const showStream = show((stream) => ({ locked: stream.locked, state: stream[kState].state }));

webClass(WritableStream, 'locked', 'abort', 'close', 'getWriter');
transferable(WritableStream, moveWritable);

function initialize(stream) {
  stream[kState] = {
    state: 'writable', storedError: undefined, writer: undefined, controller: undefined, writeRequests: [], inFlightWrite: undefined,
    closeRequest: undefined, inFlightClose: undefined, pendingAbort: undefined, backpressure: false, closed: deferred(),
    onRoom: undefined, // how a pipe goes on when there is room again
  };
  handled(stream[kState].closed.promise);
}

const closeQueuedOrInFlight = (stream) => stream[kState].closeRequest !== undefined || stream[kState].inFlightClose !== undefined;

const inFlight = (stream) => stream[kState].inFlightWrite !== undefined || stream[kState].inFlightClose !== undefined;

function abort(stream, reason) {
  const state = stream[kState];
  if (state.state === 'closed' || state.state === 'errored') return Promise.resolve();
  state.controller[kState].abortController.abort(reason);
  if (state.state === 'closed' || state.state === 'errored') return Promise.resolve();
  if (state.pendingAbort !== undefined) return state.pendingAbort.abort.promise;
  const wasErroring = state.state === 'erroring';
  if (wasErroring) reason = undefined;
  const done = deferred();
  state.pendingAbort = { abort: done, reason, wasErroring };
  if (!wasErroring) startErroring(stream, reason);
  return done.promise;
}

function close(stream) {
  const state = stream[kState];
  if (state.state === 'closed' || state.state === 'errored') {
    return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  const done = deferred();
  state.closeRequest = done;
  if (state.writer !== undefined && state.backpressure && state.state === 'writable') state.writer[kState].ready.resolve();
  const { controller } = state;
  controller[kState].queue.push(kClose, 0);
  advance(controller);
  return done.promise;
}

function dealWithRejection(stream, reason) {
  if (stream[kState].state === 'writable') startErroring(stream, reason);
  else finishErroring(stream);
}

function startErroring(stream, reason) {
  const state = stream[kState];
  state.state = 'erroring';
  state.storedError = reason;
  if (state.writer !== undefined) rejectReady(state.writer, reason);
  if (!inFlight(stream) && state.controller[kState].started) finishErroring(stream);
}

function finishErroring(stream) {
  const state = stream[kState];
  state.state = 'errored';
  state.controller[kState].queue.clear();
  const { storedError } = state;
  const requests = state.writeRequests;
  state.writeRequests = [];
  for (const request of requests) request.reject(storedError);
  if (state.pendingAbort === undefined) {
    rejectCloseAndClosed(stream);
    return;
  }
  const { pendingAbort } = state;
  state.pendingAbort = undefined;
  if (pendingAbort.wasErroring) {
    pendingAbort.abort.reject(storedError);
    rejectCloseAndClosed(stream);
    return;
  }
  abortSteps(state.controller, pendingAbort.reason).then(() => {
    pendingAbort.abort.resolve();
    rejectCloseAndClosed(stream);
  }, (reason) => {
    pendingAbort.abort.reject(reason);
    rejectCloseAndClosed(stream);
  });
}

function rejectCloseAndClosed(stream) {
  const state = stream[kState];
  if (state.closeRequest !== undefined) {
    state.closeRequest.reject(state.storedError);
    state.closeRequest = undefined;
  }
  state.closed.reject(state.storedError);
  if (state.writer === undefined) return;
  state.writer[kState].close.reject(state.storedError);
  handled(state.writer[kState].close.promise);
}

function finishWrite(stream) {
  stream[kState].inFlightWrite.resolve();
  stream[kState].inFlightWrite = undefined;
}

function finishWriteWithError(stream, reason) {
  stream[kState].inFlightWrite.reject(reason);
  stream[kState].inFlightWrite = undefined;
  dealWithRejection(stream, reason);
}

function finishClose(stream) {
  const state = stream[kState];
  state.inFlightClose.resolve();
  state.inFlightClose = undefined;
  if (state.state === 'erroring') {
    state.storedError = undefined;
    if (state.pendingAbort !== undefined) {
      state.pendingAbort.abort.resolve();
      state.pendingAbort = undefined;
    }
  }
  state.state = 'closed';
  state.writer?.[kState].close.resolve();
  state.closed.resolve();
}

function finishCloseWithError(stream, reason) {
  const state = stream[kState];
  state.inFlightClose.reject(reason);
  state.inFlightClose = undefined;
  if (state.pendingAbort !== undefined) {
    state.pendingAbort.abort.reject(reason);
    state.pendingAbort = undefined;
  }
  dealWithRejection(stream, reason);
}

function updateBackpressure(stream, backpressure) {
  const state = stream[kState];
  if (state.writer !== undefined && backpressure !== state.backpressure) {
    if (backpressure) state.writer[kState].ready = deferred();
    else state.writer[kState].ready.resolve();
  }
  state.backpressure = backpressure;
  if (backpressure || state.onRoom === undefined) return;
  const resume = state.onRoom;
  state.onRoom = undefined;
  resume();
}

// ---- the writer

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!isWritableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    if (isLocked(stream)) throw locked();
    this[kState] = { stream, close: undefined, ready: undefined };
    attach(this, stream);
  }

  get closed() {
    if (!isWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    return this[kState].close.promise;
  }

  get desiredSize() {
    const { stream } = checkWriter(this);
    if (stream === undefined) throw unbound();
    return desiredSize(stream);
  }

  get ready() {
    if (!isWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    return this[kState].ready.promise;
  }

  abort(reason = undefined) {
    if (!isWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    const { stream } = this[kState];
    return stream === undefined ? Promise.reject(unbound()) : abort(stream, reason);
  }

  close() {
    if (!isWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(unbound());
    if (closeQueuedOrInFlight(stream)) return Promise.reject(new ERR_INVALID_STATE.TypeError('Failure to close WritableStream'));
    return close(stream);
  }

  releaseLock() {
    if (checkWriter(this).stream !== undefined) releaseWriter(this);
  }

  write(chunk = undefined) {
    if (!isWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    if (this[kState].stream === undefined) return Promise.reject(unbound());
    return write(this, chunk);
  }

  [customInspect](depth, options) { return showWriter.call(this, depth, options); }
}

const isWriter = (writer) => writer?.[kState]?.ready !== undefined;
const unbound = () => new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream');

function checkWriter(writer) {
  if (!isWriter(writer)) throw new ERR_INVALID_THIS('WritableStreamDefaultWriter');
  return writer[kState];
}

const showWriter = show((writer) => {
  const { stream, close: { promise: closed }, ready: { promise: ready } } = writer[kState];
  return { stream, close: closed, ready, desiredSize: writer.desiredSize };
});

webClass(WritableStreamDefaultWriter, 'closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write');

function attach(writer, stream) {
  const state = stream[kState];
  const own = writer[kState];
  state.writer = writer;
  switch (state.state) {
    case 'writable':
      own.ready = !closeQueuedOrInFlight(stream) && state.backpressure ? deferred() : resolvedDeferred();
      own.close = deferred();
      break;
    case 'erroring':
      own.ready = rejectedDeferred(state.storedError);
      own.close = deferred();
      break;
    case 'closed':
      own.ready = resolvedDeferred();
      own.close = resolvedDeferred();
      break;
    default:
      own.ready = rejectedDeferred(state.storedError);
      own.close = rejectedDeferred(state.storedError);
  }
}

// rejectReady and rejectClose end a writer's promise, or replace one that has ended already.
function rejectReady(writer, reason) { rejectOne(writer, 'ready', reason); }

function rejectOne(writer, name, reason) {
  const own = writer[kState];
  if (own[name].settled) own[name] = rejectedDeferred(reason);
  else own[name].reject(reason);
  handled(own[name].promise);
}

function desiredSize(stream) {
  const { state, controller } = stream[kState];
  if (state === 'errored' || state === 'erroring') return null;
  return state === 'closed' ? 0 : room(controller);
}

function releaseWriter(writer) {
  const { stream } = writer[kState];
  const released = new ERR_INVALID_STATE.TypeError('Writer has been released');
  rejectReady(writer, released);
  rejectOne(writer, 'close', released);
  stream[kState].writer = undefined;
  writer[kState].stream = undefined;
}

function write(writer, chunk) {
  const { stream } = writer[kState];
  const { controller } = stream[kState];
  const size = chunkSize(controller, chunk);
  if (stream !== writer[kState].stream) return Promise.reject(new ERR_INVALID_STATE.TypeError('Mismatched WritableStreams'));
  const { state, storedError } = stream[kState];
  if (state === 'errored') return Promise.reject(storedError);
  if (closeQueuedOrInFlight(stream) || state === 'closed') {
    return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  if (state === 'erroring') return Promise.reject(storedError);
  const request = deferred();
  stream[kState].writeRequests.push(request);
  enqueue(controller, chunk, size);
  return request.promise;
}

// closeWithErrorPropagation is how a pipe closes.
function closeWithErrorPropagation(writer) {
  const { stream } = writer[kState];
  const { state, storedError } = stream[kState];
  if (closeQueuedOrInFlight(stream) || state === 'closed') return Promise.resolve();
  return state === 'errored' ? Promise.reject(storedError) : close(stream);
}

// ---- the controller

class WritableStreamDefaultController {
  constructor(secret = undefined) {
    if (secret !== kSecret) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get signal() { return checkController(this).abortController.signal; }

  error(reason = undefined) {
    const { stream } = checkController(this);
    if (stream[kState].state === 'writable') error(this, reason);
  }

  [customInspect](depth, options) { return showController.call(this, depth, options); }
}

function checkController(controller) {
  if (controller?.[kState]?.abortController === undefined) throw new ERR_INVALID_THIS('WritableStreamDefaultController');
  return controller[kState];
}

const showController = show((controller) => ({ stream: controller[kState].stream }));

webClass(WritableStreamDefaultController, 'signal', 'error');

const resolved = () => Promise.resolve();

function setUp(stream, { start = nop, write: writeAlgorithm = resolved, close: closeAlgorithm = resolved, abort: abortAlgorithm = resolved,
  highWaterMark, size }) {
  const controller = new WritableStreamDefaultController(kSecret);
  controller[kState] = {
    stream, queue: new SizedQueue(), abortController: new AbortController(), started: false, size, highWaterMark,
    write: writeAlgorithm, close: closeAlgorithm, abort: abortAlgorithm,
  };
  stream[kState].controller = controller;
  updateBackpressure(stream, room(controller) <= 0);
  const started = start(controller);
  // Not Promise.resolve: a promise of the program's is one more turn away, as the standard has it.
  new Promise((resolve) => resolve(started)).then(() => {
    controller[kState].started = true;
    advance(controller);
  }, (reason) => {
    controller[kState].started = true;
    dealWithRejection(stream, reason);
  });
  return controller;
}

function fromSink(stream, sink, highWaterMark, size) {
  const { start, write: writeMethod, close: closeMethod, abort: abortMethod } = sink;
  for (const [name, method] of Object.entries({ start, write: writeMethod, close: closeMethod, abort: abortMethod })) {
    if (method !== undefined && typeof method !== 'function') throw new ERR_INVALID_ARG_TYPE(`sink.${name}`, 'Function', method);
  }
  setUp(stream, {
    start: (controller) => (start === undefined ? undefined : Reflect.apply(start, sink, [controller])),
    write: writeMethod && ((chunk, controller) => invoke(writeMethod, sink, [chunk, controller])),
    close: closeMethod && (() => invoke(closeMethod, sink, [])),
    abort: abortMethod && ((reason) => invoke(abortMethod, sink, [reason])),
    highWaterMark,
    size,
  });
}

function abortSteps(controller, reason) {
  const result = controller[kState].abort(reason);
  forget(controller);
  return result;
}

function forget(controller) {
  Object.assign(controller[kState], { write: undefined, close: undefined, abort: undefined, size: undefined });
}

function chunkSize(controller, chunk) {
  const { size } = controller[kState];
  if (size === undefined) return 1;
  try {
    return size(chunk);
  } catch (err) {
    errorIfNeeded(controller, err);
    return 1;
  }
}

const room = (controller) => controller[kState].highWaterMark - controller[kState].queue.size;

function enqueue(controller, chunk, size) {
  const { queue, stream } = controller[kState];
  try {
    queue.push(chunk, size);
  } catch (err) {
    errorIfNeeded(controller, err);
    return;
  }
  if (!closeQueuedOrInFlight(stream) && stream[kState].state === 'writable') updateBackpressure(stream, room(controller) <= 0);
  advance(controller);
}

// advance starts the next write, or the close, unless something is under way.
function advance(controller) {
  const { queue, started, stream } = controller[kState];
  if (!started || stream[kState].inFlightWrite !== undefined) return;
  if (stream[kState].state === 'erroring') {
    finishErroring(stream);
    return;
  }
  if (queue.length === 0) return;
  const value = queue.peek();
  if (value === kClose) processClose(controller);
  else processWrite(controller, value);
}

function processClose(controller) {
  const { queue, stream, close: closeAlgorithm } = controller[kState];
  stream[kState].inFlightClose = stream[kState].closeRequest;
  stream[kState].closeRequest = undefined;
  queue.shift();
  const closing = closeAlgorithm();
  forget(controller);
  closing.then(() => finishClose(stream), (reason) => finishCloseWithError(stream, reason));
}

function processWrite(controller, chunk) {
  const { queue, stream, write: writeAlgorithm } = controller[kState];
  stream[kState].inFlightWrite = stream[kState].writeRequests.shift();
  writeAlgorithm(chunk, controller).then(() => {
    finishWrite(stream);
    const { state } = stream[kState];
    queue.shift();
    if (!closeQueuedOrInFlight(stream) && state === 'writable') updateBackpressure(stream, room(controller) <= 0);
    advance(controller);
  }, (reason) => {
    if (stream[kState].state === 'writable') forget(controller);
    finishWriteWithError(stream, reason);
  });
}

function errorIfNeeded(controller, reason) {
  if (controller[kState].stream[kState].state === 'writable') error(controller, reason);
}

function error(controller, reason) {
  const { stream } = controller[kState];
  forget(controller);
  startErroring(stream, reason);
}

// make creates a stream from algorithms of ours (CreateWritableStream).
function make(settings) {
  const stream = new WritableStream(kSecret);
  setUp(stream, { highWaterMark: 1, size: () => 1, ...settings });
  return stream;
}

module.exports = {
  WritableStream, WritableStreamDefaultController, WritableStreamDefaultWriter, abort, closeQueuedOrInFlight, closeWithErrorPropagation,
  errorIfNeeded, isWritableStream, make, releaseWriter, updateBackpressure, write,
};
