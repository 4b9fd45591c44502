'use strict';
// The timers as promises: each is the plain timer with resolve as its callback, so the value comes in the drain after it.

const { Immediate, Timeout, clearImmediate, clearTimeout } = require('internal/timers');
const { AbortError, codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateNumber, validateObject } = require('internal/validators');
const { asyncGenerator, awaiting } = require('internal/async_generator');
const { promiseFinally } = require('internal/finally');

const aborted = (signal) => new AbortError(undefined, { cause: signal?.reason });
const resistant = (flags) => ({ __proto__: null, ...flags, [require('internal/event_target').kResistStopPropagation]: true });

function checkOptions(options) {
  validateObject(options, 'options');
  if (options?.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  if (options?.ref !== undefined) validateBoolean(options.ref, 'options.ref');
}

const checkDelay = (delay) => { if (delay !== undefined) validateNumber(delay, 'delay'); };

// settle makes the promise of a timer that start(resolve) makes, and ends the timer when the signal aborts.
function settle(check, { signal }, start, clear) {
  try {
    check();
  } catch (err) {
    return Promise.reject(err);
  }
  if (signal?.aborted) return Promise.reject(aborted(signal));
  let timer;
  let reject;
  const promise = new Promise((resolve, fail) => {
    timer = start(resolve);
    reject = fail;
  });
  if (!signal) return promise;
  const cancel = () => {
    if (timer._destroyed) return;
    clear(timer);
    reject(aborted(signal));
  };
  signal.addEventListener('abort', cancel, resistant());
  return promiseFinally(promise, () => signal.removeEventListener('abort', cancel));
}

function setTimeout(delay, value, options = {}) {
  const check = () => {
    checkDelay(delay);
    checkOptions(options);
  };
  const start = (resolve) => new Timeout(resolve, delay, [value], false, options.ref ?? true);
  return settle(check, Object(options), start, clearTimeout);
}

function setImmediate(value, options = {}) {
  const start = (resolve) => {
    const immediate = new Immediate(resolve, [value]);
    return options.ref === false ? immediate.unref() : immediate;
  };
  return settle(() => checkOptions(options), Object(options), start, clearImmediate);
}

function setInterval(delay, value, options = {}) {
  return asyncGenerator(() => ticks(delay, value, options));
}

// ticks yields the value for each turn of the interval, those that passed unseen at once.
function* ticks(delay, value, options) {
  checkDelay(delay);
  checkOptions(options);
  const { signal, ref = true } = options;
  if (signal?.aborted) throw aborted(signal);
  let passed = 0;
  let wake;
  const notify = (outcome) => {
    wake?.(outcome);
    wake = undefined;
  };
  const interval = new Timeout(() => {
    passed++;
    notify();
  }, delay, undefined, true, ref);
  const cancel = () => {
    clearTimeout(interval);
    if (wake) notify(Promise.reject(aborted(signal)));
  };
  try {
    signal?.addEventListener('abort', cancel, resistant({ once: true }));
    while (!signal?.aborted) {
      if (passed === 0) yield awaiting(new Promise((resolve) => { wake = resolve; }));
      for (; passed > 0; passed--) yield value;
    }
    throw aborted(signal);
  } finally {
    clearTimeout(interval);
    signal?.removeEventListener('abort', cancel);
  }
}

let genuine;

class Scheduler {
  constructor() { throw new ERR_ILLEGAL_CONSTRUCTOR(); }

  yield() {
    if (this !== genuine) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  wait(delay, options) {
    if (this !== genuine) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

genuine = Object.create(Scheduler.prototype);

module.exports = { setTimeout, setImmediate, setInterval, scheduler: genuine };
