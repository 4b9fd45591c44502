'use strict';
// What ReadableStream, its readers and its controllers share: sections 4.2.4, 4.3 and 4.5 of streams.spec.whatwg.org.
// A stream's state is stream[kState]; the operations are functions on it, named as in the standard.

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { deferred, handled, kState, rejectedDeferred, resolvedDeferred } = require('internal/webstreams/promises');

// A read request is told what became of it: { chunk(value), close(), error(reason) }.

// initialize makes the state of a stream. closed is what stream.finished waits for.
function initialize(stream) {
  stream[kState] = {
    disturbed: false, reader: undefined, state: 'readable', storedError: undefined, controller: undefined, closed: deferred(),
  };
  handled(stream[kState].closed.promise);
}

const isLocked = (stream) => stream[kState].reader !== undefined;

const isDefaultReader = (reader) => reader?.[kState]?.readRequests !== undefined;

function cancel(stream, reason) {
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'closed') return Promise.resolve();
  if (state.state === 'errored') return Promise.reject(state.storedError);
  close(stream);
  const { reader } = state;
  if (reader?.[kState].readIntoRequests !== undefined) {
    const requests = reader[kState].readIntoRequests;
    reader[kState].readIntoRequests = [];
    for (const request of requests) request.close(undefined);
  }
  return state.controller[kState].cancelSteps(reason).then(() => undefined);
}

function close(stream) {
  const state = stream[kState];
  state.state = 'closed';
  state.closed.resolve();
  const { reader } = state;
  if (reader === undefined) return;
  reader[kState].close.resolve();
  if (!isDefaultReader(reader)) return;
  const requests = reader[kState].readRequests;
  reader[kState].readRequests = [];
  for (const request of requests) request.close();
}

function error(stream, reason) {
  const state = stream[kState];
  state.state = 'errored';
  state.storedError = reason;
  state.closed.reject(reason);
  const { reader } = state;
  if (reader === undefined) return;
  reader[kState].close.reject(reason);
  handled(reader[kState].close.promise);
  errorRequests(reader, reason);
}

function errorRequests(reader, reason) {
  const list = isDefaultReader(reader) ? 'readRequests' : 'readIntoRequests';
  const requests = reader[kState][list];
  reader[kState][list] = [];
  for (const request of requests) request.error(reason);
}

// pendingReads counts the requests that wait for a chunk; pendingReadsInto those that wait with a buffer of their own.
const pendingReads = (stream) => stream[kState].reader?.[kState].readRequests?.length ?? 0;
const pendingReadsInto = (stream) => stream[kState].reader?.[kState].readIntoRequests?.length ?? 0;

// fulfill gives a chunk to the first who waits for one.
function fulfill(stream, chunk, done) {
  const request = stream[kState].reader[kState].readRequests.shift();
  if (done) request.close();
  else request.chunk(chunk);
}

function fulfillInto(stream, chunk, done) {
  const request = stream[kState].reader[kState].readIntoRequests.shift();
  if (done) request.close(chunk);
  else request.chunk(chunk);
}

// ---- readers, whichever kind

function attach(reader, stream) {
  const state = stream[kState];
  reader[kState].stream = stream;
  state.reader = reader;
  if (state.state === 'readable') reader[kState].close = deferred();
  else if (state.state === 'closed') reader[kState].close = resolvedDeferred();
  else reader[kState].close = rejectedDeferred(state.storedError);
}

function detach(reader) {
  const { stream } = reader[kState];
  const released = new ERR_INVALID_STATE.TypeError('Reader released');
  if (stream[kState].state === 'readable') {
    reader[kState].close.reject(released);
    handled(reader[kState].close.promise);
  } else {
    reader[kState].close = rejectedDeferred(released);
  }
  stream[kState].controller[kState].releaseSteps();
  stream[kState].reader = undefined;
  reader[kState].stream = undefined;
}

function releaseReader(reader) {
  if (reader[kState].stream === undefined) return;
  detach(reader);
  errorRequests(reader, new ERR_INVALID_STATE.TypeError('Releasing reader'));
}

// read asks a default reader's stream for a chunk.
function read(reader, request) {
  const { stream } = reader[kState];
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'closed') request.close();
  else if (state.state === 'errored') request.error(state.storedError);
  else state.controller[kState].pullSteps(request);
}

// puller makes ReadableStream…ControllerCallPullIfNeeded of a kind of controller (sections 4.5.3, 4.7.4): one pull at a time,
// and one more when it was asked for meanwhile.
function puller(shouldPull, fail) {
  return function callPull(controller) {
    const state = controller[kState];
    if (!shouldPull(controller)) return;
    if (state.pulling) {
      state.pullAgain = true;
      return;
    }
    state.pulling = true;
    state.pull(controller).then(() => {
      state.pulling = false;
      if (!state.pullAgain) return;
      state.pullAgain = false;
      callPull(controller);
    }, (reason) => fail(controller, reason));
  };
}

module.exports = {
  attach, cancel, close, detach, error, errorRequests, fulfill, fulfillInto, initialize, isDefaultReader, isLocked, pendingReads,
  pendingReadsInto, puller, read, releaseReader,
};
