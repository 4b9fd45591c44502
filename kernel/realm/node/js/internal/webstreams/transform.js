'use strict';
// TransformStream and its controller: section 6 of streams.spec.whatwg.org.

const { codes } = require('internal/errors');
const { validateObject } = require('internal/validators');
const { kEmptyObject, webClass } = require('internal/shape');
const readable = require('internal/webstreams/readable');
const readableController = require('internal/webstreams/readable_default');
const writable = require('internal/webstreams/writable');
const { markOf, sizeOf } = require('internal/webstreams/queues');
const { moveTransform, transferable } = require('internal/webstreams/transfer');
const { customInspect, deferred, invoke, is, kSecret, kState, show } = require('internal/webstreams/promises');

const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS } = codes;

class TransformStream {
  constructor(transformer = kEmptyObject, writableStrategy = kEmptyObject, readableStrategy = kEmptyObject) {
    const { kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull } = require('internal/validators');
    validateObject(transformer, 'transformer', kValidateObjectAllowObjects);
    validateObject(writableStrategy, 'writableStrategy', kValidateObjectAllowObjectsAndNull);
    validateObject(readableStrategy, 'readableStrategy', kValidateObjectAllowObjectsAndNull);
    const { readableType, writableType, start } = transformer;
    if (readableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', readableType);
    if (writableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', writableType);
    const readableMark = markOf(readableStrategy, 0);
    const readableSize = sizeOf(readableStrategy);
    const writableMark = markOf(writableStrategy, 1);
    const writableSize = sizeOf(writableStrategy);
    const started = deferred();
    initialize(this, started.promise, { writableMark, writableSize, readableMark, readableSize });
    fromTransformer(this, transformer);
    started.resolve(start === undefined ? undefined : Reflect.apply(start, transformer, [this[kState].controller]));
  }

  get readable() { return check(this).readable; }

  get writable() { return check(this).writable; }

  [customInspect](depth, options) { return showStream.call(this, depth, options); }
}

const isTransformStream = is(TransformStream);

function check(stream) {
  if (!isTransformStream(stream)) throw new ERR_INVALID_THIS('TransformStream');
  return stream[kState];
}

const showStream = show((stream) => {
  const { readable: r, writable: w, backpressure } = stream[kState];
  return { readable: r, writable: w, backpressure };
});

webClass(TransformStream, 'readable', 'writable');
transferable(TransformStream, moveTransform);

function initialize(stream, started, { writableMark, writableSize, readableMark, readableSize }) {
  stream[kState] = { readable: undefined, writable: undefined, controller: undefined, backpressure: undefined, backpressureChange: undefined };
  const state = stream[kState];
  state.writable = writable.make({
    start: () => started,
    write: (chunk) => sinkWrite(stream, chunk),
    abort: (reason) => sinkAbort(stream, reason),
    close: () => sinkClose(stream),
    highWaterMark: writableMark,
    size: writableSize,
  });
  state.readable = readable.make({
    start: () => started,
    pull: () => sourcePull(stream),
    cancel: (reason) => sourceCancel(stream, reason),
    highWaterMark: readableMark,
    size: readableSize,
  });
  setBackpressure(stream, true);
}

function setBackpressure(stream, backpressure) {
  const state = stream[kState];
  state.backpressureChange?.resolve();
  state.backpressureChange = deferred();
  state.backpressure = backpressure;
}

function error(stream, reason) {
  readableController.error(stream[kState].readable[kState].controller, reason);
  errorWritable(stream, reason);
}

function errorWritable(stream, reason) {
  forget(stream[kState].controller);
  writable.errorIfNeeded(stream[kState].writable[kState].controller, reason);
  if (stream[kState].backpressure) setBackpressure(stream, false);
}

// ---- the controller

class TransformStreamDefaultController {
  constructor(secret = undefined) {
    if (secret !== kSecret) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get desiredSize() {
    return readableController.desiredSize(checkController(this).stream[kState].readable[kState].controller);
  }

  enqueue(chunk = undefined) { enqueue(checkController(this).stream, chunk); }

  error(reason = undefined) { error(checkController(this).stream, reason); }

  terminate() { terminate(checkController(this).stream); }

  [customInspect](depth, options) { return showController.call(this, depth, options); }
}

function checkController(controller) {
  if (controller?.[kState] === undefined || !('flush' in controller[kState])) throw new ERR_INVALID_THIS('TransformStreamDefaultController');
  return controller[kState];
}

const showController = show((controller) => ({ stream: controller[kState].stream }));

webClass(TransformStreamDefaultController, 'desiredSize', 'enqueue', 'error', 'terminate');

function setUp(stream, transform, flush, cancel) {
  const controller = new TransformStreamDefaultController(kSecret);
  controller[kState] = { stream, transform, flush, cancel, finishing: undefined };
  stream[kState].controller = controller;
}

function fromTransformer(stream, transformer) {
  const { start, transform, flush, cancel } = transformer;
  for (const [name, method] of Object.entries({ start, transform, flush, cancel })) {
    if (method !== undefined && typeof method !== 'function') throw new ERR_INVALID_ARG_TYPE(`transformer.${name}`, 'Function', method);
  }
  const pass = async (chunk, controller) => { enqueue(controller[kState].stream, chunk); };
  setUp(stream,
    transform === undefined ? pass : (chunk, controller) => invoke(transform, transformer, [chunk, controller]),
    flush === undefined ? resolved : (controller) => invoke(flush, transformer, [controller]),
    cancel === undefined ? resolved : (reason) => invoke(cancel, transformer, [reason]));
}

const resolved = () => Promise.resolve();

function forget(controller) {
  Object.assign(controller[kState], { transform: undefined, flush: undefined, cancel: undefined });
}

function enqueue(stream, chunk) {
  const { controller } = stream[kState].readable[kState];
  if (!readableController.canEnqueue(controller)) throw new ERR_INVALID_STATE.TypeError('Unable to enqueue');
  try {
    readableController.enqueue(controller, chunk);
  } catch (err) {
    errorWritable(stream, err);
    throw stream[kState].readable[kState].storedError;
  }
  if (readableController.hasBackpressure(controller) !== stream[kState].backpressure) setBackpressure(stream, true);
}

function terminate(stream) {
  readableController.close(stream[kState].readable[kState].controller);
  errorWritable(stream, new ERR_INVALID_STATE.TypeError('TransformStream has been terminated'));
}

function performTransform(stream, chunk) {
  const { controller } = stream[kState];
  const { transform } = controller[kState];
  if (transform === undefined) return Promise.resolve();
  return transform(chunk, controller).then(undefined, (err) => {
    error(stream, err);
    throw err;
  });
}

// ---- the two sides

function sinkWrite(stream, chunk) {
  const state = stream[kState];
  if (!state.backpressure) return performTransform(stream, chunk);
  return state.backpressureChange.promise.then(() => {
    const { state: now, storedError } = state.writable[kState];
    if (now === 'erroring') throw storedError;
    return performTransform(stream, chunk);
  });
}

// finish runs the last algorithm of a transformer once, whichever side asks for it.
function finish(stream, run, good, bad) {
  const own = stream[kState].controller[kState];
  if (own.finishing !== undefined) return own.finishing.promise;
  own.finishing = deferred();
  const result = run(own);
  forget(stream[kState].controller);
  result.then(() => good(own.finishing), (reason) => bad(own.finishing, reason));
  return own.finishing.promise;
}

function sinkAbort(stream, reason) {
  const { readable: side } = stream[kState];
  return finish(stream, (own) => own.cancel(reason), (done) => {
    if (side[kState].state === 'errored') {
      done.reject(side[kState].storedError);
    } else {
      readableController.error(side[kState].controller, reason);
      done.resolve();
    }
  }, (done, failure) => {
    readableController.error(side[kState].controller, failure);
    done.reject(failure);
  });
}

function sinkClose(stream) {
  const { readable: side, controller } = stream[kState];
  return finish(stream, (own) => own.flush(controller), (done) => {
    if (side[kState].state === 'errored') {
      done.reject(side[kState].storedError);
    } else {
      readableController.close(side[kState].controller);
      done.resolve();
    }
  }, (done, failure) => {
    readableController.error(side[kState].controller, failure);
    done.reject(failure);
  });
}

function sourcePull(stream) {
  setBackpressure(stream, false);
  return stream[kState].backpressureChange.promise;
}

function sourceCancel(stream, reason) {
  const { writable: side } = stream[kState];
  const end = (failure) => {
    writable.errorIfNeeded(side[kState].controller, failure);
    if (stream[kState].backpressure) setBackpressure(stream, false);
  };
  return finish(stream, (own) => own.cancel(reason), (done) => {
    if (side[kState].state === 'errored') {
      done.reject(side[kState].storedError);
    } else {
      end(reason);
      done.resolve();
    }
  }, (done, failure) => {
    end(failure);
    done.reject(failure);
  });
}

module.exports = { TransformStream, TransformStreamDefaultController, isTransformStream };
