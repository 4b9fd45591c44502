'use strict';
// The timers and immediates that programs hold, with the properties that Node's have. The queues and the order are
// the scheduler's.

const { inspect } = require('internal/inspect');
const { customInspect } = require('internal/shape');
const { currentId, newId } = require('internal/async_context');
const { now } = require('internal/clock');

const kRefed = Symbol('refed');
const kHasPrimitive = Symbol('kHasPrimitive');
const kAsyncId = Symbol('asyncId');
const kTriggerId = Symbol('triggerId');
const kAsyncContextFrame = Symbol('kAsyncContextFrame');

const maxDuration = 2 ** 31 - 1;

const flat = (self, options) => inspect(self, { ...options, depth: 0, customInspect: false });

// A TimersList is what a waiting timer shows as its neighbours; the lists themselves are the scheduler's.
class TimersList {
  constructor() {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = null;
    this.id = null;
    this.msecs = null;
    this.priorityQueuePosition = null;
  }

  [customInspect](depth, options) { return flat(this, options); }
}

const waiting = new TimersList();

function identify(resource) {
  resource[kAsyncId] = newId();
  resource[kTriggerId] = currentId();
  resource[kAsyncContextFrame] = undefined;
}

const warned = new Set();

// warn tells of a duration that cannot be used: too large each time, the others once a process.
function warn(name, message) {
  if (name !== 'TimeoutOverflowWarning') {
    if (warned.has(name)) return;
    warned.add(name);
  }
  process.emitWarning(`${message}.\nTimeout duration was set to 1.`, name);
}

function durationOf(after) {
  const ms = after === undefined ? 1 : after * 1;
  if (ms >= 1 && ms <= maxDuration) return ms;
  if (ms > maxDuration) warn('TimeoutOverflowWarning', `${ms} does not fit into a 32-bit signed integer`);
  else if (ms < 0) warn('TimeoutNegativeWarning', `${ms} is a negative number`);
  else if (Number.isNaN(ms)) warn('TimeoutNaNWarning', `${ms} is not a number`);
  return 1;
}

// known holds the timers that were turned into a number or string: only these can be cleared by it.
const known = new Map();

let clear; // (timer)

class Timeout {
  #timer;

  constructor(callback, after, args, isRepeat, isRefed) {
    const ms = durationOf(after);
    this._idleTimeout = ms;
    this._idlePrev = waiting;
    this._idleNext = waiting;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? ms : null;
    this._destroyed = false;
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    identify(this);
    this.#timer = internal.startTimer(this, ms, isRepeat, this[kAsyncId], this[kTriggerId]);
    this._idleStart = internal.timerStart(this.#timer);
    if (!isRefed) internal.unrefTimer(this.#timer);
  }

  [customInspect](depth, options) { return flat(this, options); }

  refresh() {
    if (this._idleTimeout < 0) return this;
    internal.refreshTimer(this.#timer);
    this._idleStart = internal.timerStart(this.#timer);
    this._idlePrev = this._idleNext = waiting;
    if (this._destroyed) {
      this._destroyed = false;
      identify(this);
    }
    return this;
  }

  unref() {
    this[kRefed] = false;
    internal.unrefTimer(this.#timer);
    return this;
  }

  ref() {
    this[kRefed] = true;
    internal.refTimer(this.#timer);
    return this;
  }

  hasRef() { return this[kRefed]; }

  static {
    clear = (timer) => {
      if (!(#timer in timer)) return;
      internal.clearTimer(timer.#timer);
      if (timer[kHasPrimitive]) known.delete(String(timer[kAsyncId]));
      // In its own callback the timer keeps its arguments until the callback is through.
      timer._onTimeout = null;
      if (timer._idleNext !== null || timer._destroyed) timer._onTimeout = timer._timerArgs = undefined;
      if (timer._destroyed) return;
      timer._destroyed = true;
      timer._idlePrev = timer._idleNext = null;
      timer._idleTimeout = -1;
    };
  }
}

Timeout.prototype.close = function() {
  clearTimeout(this);
  return this;
};

Timeout.prototype[Symbol.dispose] = function() {
  clearTimeout(this);
};

Timeout.prototype[Symbol.toPrimitive] = function() {
  this[kHasPrimitive] = true;
  known.set(String(this[kAsyncId]), this);
  return this[kAsyncId];
};

// The scheduler calls this when a timer is due.
internal.onTimeout((timer) => {
  timer._idlePrev = timer._idleNext = null;
  const start = Math.trunc(now());
  try {
    const args = timer._timerArgs;
    if (args === undefined) timer._onTimeout();
    else Reflect.apply(timer._onTimeout, timer, args);
  } finally {
    finish(timer, start);
  }
});

function finish(timer, start) {
  if (timer._repeat && timer._idleTimeout !== -1) {
    timer._idleStart = start;
    timer._idlePrev = timer._idleNext = waiting;
  } else if (timer._idleNext === null) {
    if (timer._destroyed) timer._onTimeout = timer._timerArgs = undefined;
    timer._destroyed = true;
    if (timer[kHasPrimitive]) known.delete(String(timer[kAsyncId]));
  }
}

function clearTimeout(timer) {
  if (timer?._onTimeout) {
    clear(timer);
  } else if (typeof timer === 'number' || typeof timer === 'string') {
    const found = known.get(String(timer));
    if (found !== undefined) clear(found);
  }
}

let abolish; // (immediate)

class Immediate {
  #immediate;

  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = true;
    identify(this);
    this.#immediate = internal.startImmediate(this, this[kAsyncId], this[kTriggerId]);
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      internal.refImmediate(this.#immediate);
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      internal.unrefImmediate(this.#immediate);
    }
    return this;
  }

  hasRef() { return !!this[kRefed]; }

  static {
    abolish = (immediate) => {
      if (!(#immediate in immediate)) return;
      internal.clearImmediate(immediate.#immediate);
      immediate._destroyed = true;
      immediate[kRefed] = null;
      immediate._onImmediate = immediate._argv = undefined;
    };
  }
}

Immediate.prototype[Symbol.dispose] = function() {
  clearImmediate(this);
};

internal.onImmediate((immediate) => {
  immediate._destroyed = true;
  immediate[kRefed] = null;
  try {
    const args = immediate._argv;
    if (args === undefined) immediate._onImmediate();
    else immediate._onImmediate(...args);
  } finally {
    immediate._onImmediate = immediate._argv = undefined;
  }
});

function clearImmediate(immediate) {
  if (immediate?._onImmediate && !immediate._destroyed) abolish(immediate);
}

module.exports = { Immediate, Timeout, clearImmediate, clearTimeout };
