'use strict';
// The end of a stream before its time, and its beginning when that takes time: destroy, errors, _construct.
// 'error' and 'close' come in one tick after _destroy has called back.

const { AbortError, aggregateTwoErrors, codes: { ERR_MULTIPLE_CALLBACK } } = require('internal/errors');
const { common, kState } = require('internal/streams/state');
const { isDestroyed, isFinished, isRequest, isServerRequest, kIsDestroyed } = require('internal/streams/utils');

const { kAutoDestroy, kClosed, kCloseEmitted, kConstructed, kDestroyed, kEmitClose, kErrorEmitted } = common;
const { nextTick } = process;

// The two private events between _construct and those who wait for it.
const kConstruct = Symbol('kConstruct');
const kDestroy = Symbol('kDestroy');

// has reports whether either side of a stream has a bit set; mark sets it on both.
function has(stream, bit) {
  const { _writableState: w, _readableState: r } = stream;
  return Boolean((w && (w[kState] & bit)) || (r && (r[kState] & bit)));
}

function mark(stream, bit) {
  const { _writableState: w, _readableState: r } = stream;
  if (w) w[kState] |= bit;
  if (r) r[kState] |= bit;
}

// remember keeps the first error of each side.
function remember(stream, err) {
  if (!err) return;
  void err.stack;
  const { _writableState: w, _readableState: r } = stream;
  if (w && !w.errored) w.errored = err;
  if (r && !r.errored) r.errored = err;
}

// destroy is the method of Readable, Writable and Duplex. The callback is undocumented, but packages use it.
function destroy(err, cb) {
  if (has(this, kDestroyed)) {
    if (typeof cb === 'function') cb();
    return this;
  }
  remember(this, err);
  mark(this, kDestroyed);
  const state = this._writableState || this._readableState;
  if ((state[kState] & kConstructed) !== 0) tearDown(this, err, cb);
  else this.once(kDestroy, (early) => tearDown(this, aggregateTwoErrors(early, err), cb));
  return this;
}

function tearDown(stream, err, cb) {
  let done = false;
  const finish = (failure) => {
    if (done) return;
    done = true;
    remember(stream, failure);
    mark(stream, kClosed);
    if (typeof cb === 'function') cb(failure);
    if (failure) nextTick(emitErrorAndClose, stream, failure);
    else nextTick(emitClose, stream);
  };
  try {
    stream._destroy(err || null, finish);
  } catch (thrown) {
    finish(thrown);
  }
}

function emitErrorAndClose(stream, err) {
  emitError(stream, err);
  emitClose(stream);
}

function emitError(stream, err) {
  if (has(stream, kErrorEmitted)) return;
  mark(stream, kErrorEmitted);
  stream.emit('error', err);
}

function emitClose(stream) {
  mark(stream, kCloseEmitted);
  if (has(stream, kEmitClose)) stream.emit('close');
}

// undestroy makes a stream usable again (net.Socket connects more than once).
function undestroy() {
  const fresh = { constructed: true, closed: false, closeEmitted: false, destroyed: false, errored: null, errorEmitted: false };
  const { _writableState: w, _readableState: r } = this;
  if (r) {
    const without = r.readable === false;
    Object.assign(r, fresh, { reading: false, ended: without, endEmitted: without });
  }
  if (w) {
    const without = w.writable === false;
    Object.assign(w, fresh, { finalCalled: false, prefinished: false, ended: without, ending: without, finished: without });
  }
}

// errorOrDestroy ends a stream because of err; sync says that the caller still runs and the event must wait.
function errorOrDestroy(stream, err, sync) {
  const { _writableState: w, _readableState: r } = stream;
  if (w?.destroyed || r?.destroyed) return;
  if (has(stream, kAutoDestroy)) {
    stream.destroy(err);
  } else if (err) {
    remember(stream, err);
    if (sync) nextTick(emitError, stream, err);
    else emitError(stream, err);
  }
}

// construct calls stream._construct in a tick, once for both sides of a duplex, then ready.
function construct(stream, ready) {
  if (typeof stream._construct !== 'function') return;
  const { _writableState: w, _readableState: r } = stream;
  if (r) r[kState] &= ~kConstructed;
  if (w) w[kState] &= ~kConstructed;
  stream.once(kConstruct, ready);
  if (stream.listenerCount(kConstruct) === 1) nextTick(callConstruct, stream);
}

function callConstruct(stream) {
  let done = false;
  const finish = (err) => {
    if (done) {
      errorOrDestroy(stream, err ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    done = true;
    mark(stream, kConstructed);
    if (has(stream, kDestroyed)) stream.emit(kDestroy, err);
    else if (err) errorOrDestroy(stream, err, true);
    else stream.emit(kConstruct);
  };
  try {
    stream._construct((err) => nextTick(finish, err));
  } catch (err) {
    nextTick(finish, err);
  }
}

const legacyClose = (stream) => stream.emit('close');

function legacyError(stream, err) {
  stream.emit('error', err);
  nextTick(legacyClose, stream);
}

// destroyer destroys whatever kind of stream it is given.
function destroyer(stream, err) {
  if (!stream || isDestroyed(stream)) return;
  if (!err && !isFinished(stream)) err = new AbortError();
  if (isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(err);
  } else if (isRequest(stream)) {
    stream.abort();
  } else if (isRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(err);
  } else if (typeof stream.close === 'function') {
    stream.close();
  } else if (err) {
    nextTick(legacyError, stream, err);
  } else {
    nextTick(legacyClose, stream);
  }
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}

module.exports = { construct, destroy, destroyer, errorOrDestroy, undestroy };
