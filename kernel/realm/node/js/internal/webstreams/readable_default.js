'use strict';
// ReadableStreamDefaultController and ReadableStreamDefaultReader: sections 4.3 and 4.6 of streams.spec.whatwg.org.

const { codes } = require('internal/errors');
const { webClass } = require('internal/shape');
const core = require('internal/webstreams/readable_core');
const { SizedQueue } = require('internal/webstreams/queues');
const { customInspect, deferred, invoke, kSecret, kState, nop, show } = require('internal/webstreams/promises');

const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE, ERR_INVALID_THIS } = codes;

// ---- the controller

class ReadableStreamDefaultController {
  constructor(secret = undefined) {
    if (secret !== kSecret) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() { return desiredSize(check(this)); }

  close() {
    if (!canEnqueue(check(this))) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    close(this);
  }

  enqueue(chunk = undefined) {
    if (!canEnqueue(check(this))) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    enqueue(this, chunk);
  }

  error(reason = undefined) { error(check(this), reason); }

  [customInspect](depth, options) { return showNothing.call(this, depth, options); }
}

const showNothing = show(() => ({}));

webClass(ReadableStreamDefaultController, 'desiredSize', 'close', 'enqueue', 'error');

const isController = (controller) => controller instanceof ReadableStreamDefaultController && controller[kState]?.queue !== undefined;

function check(controller) {
  if (!isController(controller)) throw new ERR_INVALID_THIS('ReadableStreamDefaultController');
  return controller;
}

// setUp starts a controller: start, pull and cancel are functions that return what the standard calls algorithms' results.
function setUp(stream, { start = nop, pull = resolved, cancel = resolved, highWaterMark, size }) {
  const controller = new ReadableStreamDefaultController(kSecret);
  controller[kState] = {
    stream, pull, cancel, highWaterMark, size, queue: new SizedQueue(), started: false, closeRequested: false, pulling: false,
    pullAgain: false,
    cancelSteps: (reason) => cancelSteps(controller, reason),
    pullSteps: (request) => pullSteps(controller, request),
    releaseSteps: nop,
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

const resolved = () => Promise.resolve();

// fromSource reads the methods of an underlying source.
function fromSource(stream, source, highWaterMark, size) {
  const { pull, cancel } = methods(source);
  setUp(stream, {
    start: (controller) => (source.start === undefined ? undefined : Reflect.apply(source.start, source, [controller])),
    pull: pull && ((controller) => invoke(pull, source, [controller])),
    cancel: cancel && ((reason) => invoke(cancel, source, [reason])),
    highWaterMark,
    size,
  });
}

function methods(source) {
  const { start, pull, cancel } = source;
  for (const [name, method] of Object.entries({ start, pull, cancel })) {
    if (method !== undefined && typeof method !== 'function') throw new ERR_INVALID_ARG_TYPE(`source.${name}`, 'Function', method);
  }
  return { start, pull, cancel };
}

function cancelSteps(controller, reason) {
  const state = controller[kState];
  state.queue.clear();
  const { cancel } = state;
  forget(controller);
  return cancel(reason);
}

function pullSteps(controller, request) {
  const { queue, stream, closeRequested } = controller[kState];
  if (queue.length === 0) {
    stream[kState].reader[kState].readRequests.push(request);
    callPull(controller);
    return;
  }
  const chunk = queue.shift();
  if (closeRequested && queue.length === 0) {
    forget(controller);
    core.close(stream);
  } else {
    callPull(controller);
  }
  request.chunk(chunk);
}

// queued, takeQueued and refill let a pipe empty the queue without a request for each chunk.
const queued = (stream) => (isController(stream[kState].controller) ? stream[kState].controller[kState].queue.length : 0);

function takeQueued(stream) {
  const { controller } = stream[kState];
  const { queue, closeRequested } = controller[kState];
  const chunk = queue.shift();
  if (closeRequested && queue.length === 0) {
    forget(controller);
    core.close(stream);
  }
  return chunk;
}

function refill(stream) {
  if (stream[kState].state === 'readable') callPull(stream[kState].controller);
}

// forget drops the callbacks, and with them whatever they hold.
function forget(controller) {
  Object.assign(controller[kState], { pull: undefined, cancel: undefined, size: undefined });
}

function shouldPull(controller) {
  const { stream, started } = controller[kState];
  if (!canEnqueue(controller) || !started) return false;
  if (core.isLocked(stream) && core.pendingReads(stream) > 0) return true;
  return desiredSize(controller) > 0;
}

const callPull = core.puller(shouldPull, error);

function canEnqueue(controller) {
  const { closeRequested, stream } = controller[kState];
  return !closeRequested && stream[kState].state === 'readable';
}

function desiredSize(controller) {
  const { stream, highWaterMark, queue } = controller[kState];
  if (stream[kState].state === 'errored') return null;
  return stream[kState].state === 'closed' ? 0 : highWaterMark - queue.size;
}

function close(controller) {
  if (!canEnqueue(controller)) return;
  const state = controller[kState];
  state.closeRequested = true;
  if (state.queue.length > 0) return;
  forget(controller);
  core.close(state.stream);
}

function enqueue(controller, chunk) {
  if (!canEnqueue(controller)) return;
  const { stream, queue, size } = controller[kState];
  if (core.isLocked(stream) && core.pendingReads(stream) > 0) {
    core.fulfill(stream, chunk, false);
  } else {
    try {
      queue.push(chunk, size(chunk));
    } catch (err) {
      error(controller, err);
      throw err;
    }
  }
  callPull(controller);
}

function error(controller, reason) {
  const { stream, queue } = controller[kState];
  if (stream[kState].state !== 'readable') return;
  queue.clear();
  forget(controller);
  core.error(stream, reason);
}

// hasBackpressure is what a transform stream asks of its readable side.
const hasBackpressure = (controller) => !shouldPull(controller);

// ---- the reader

class ReadableStreamDefaultReader {
  constructor(stream) {
    const { isReadableStream } = require('internal/webstreams/readable');
    if (!isReadableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    if (core.isLocked(stream)) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
    this[kState] = { readRequests: [], stream: undefined, close: deferred() };
    core.attach(this, stream);
  }

  read() {
    if (!core.isDefaultReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    if (this[kState].stream === undefined) return Promise.reject(new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream'));
    const { promise, resolve, reject } = deferred();
    let waiting = false;
    core.read(this, {
      // Node builds the result in one of two places, and with it the order of its keys.
      chunk: (value) => resolve(waiting ? { value, done: false } : { done: false, value }),
      close: () => resolve({ value: undefined, done: true }),
      error: reject,
    });
    waiting = true;
    return promise;
  }

  releaseLock() {
    if (!core.isDefaultReader(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultReader');
    core.releaseReader(this);
  }

  get closed() {
    if (!core.isDefaultReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    return this[kState].close.promise;
  }

  cancel(reason = undefined) {
    if (!core.isDefaultReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    if (this[kState].stream === undefined) return Promise.reject(new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream'));
    return core.cancel(this[kState].stream, reason);
  }

  [customInspect](depth, options) { return showReader.call(this, depth, options); }
}

const showReader = show((reader) => {
  const { stream, readRequests, close: { promise } } = reader[kState];
  return { stream, readRequests: readRequests.length, close: promise };
});

webClass(ReadableStreamDefaultReader, 'read', 'releaseLock', 'closed', 'cancel');

module.exports = {
  ReadableStreamDefaultController, ReadableStreamDefaultReader, canEnqueue, close, desiredSize, enqueue, error, fromSource,
  hasBackpressure, methods, queued, refill, setUp, takeQueued,
};
