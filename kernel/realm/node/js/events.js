'use strict';
// EventEmitter and its companions. emit walks the array of listeners that was there when it began: whoever changes
// the listeners of an event meanwhile gets a copy to change (copyOnEmit).

const { inspect } = require('internal/inspect');
const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_UNHANDLED_ERROR },
  genericNodeError,
} = require('internal/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateInteger,
  validateNumber,
  validateObject,
} = require('internal/validators');

const { asyncIteratorPrototype } = internal;

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
const kShapeMode = Symbol('shapeMode');
const kEmitting = Symbol('events.emitting');
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');
const kRejection = Symbol.for('nodejs.rejection');
const kWatermarkData = Symbol.for('nodejs.watermarkData');

let defaultMaxListeners = 10;

function EventEmitter(opts) {
  EventEmitter.init.call(this, opts);
}

function init(opts) {
  const fresh = this._events === undefined || this._events === Object.getPrototypeOf(this)._events;
  if (fresh) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
  }
  // An emitter that came with an _events object of its own (a stream's) keeps that object's shape.
  this[kShapeMode] = !fresh;
  this._maxListeners ||= undefined;
  if (opts?.captureRejections) {
    validateBoolean(opts.captureRejections, 'options.captureRejections');
    this[kCapture] = true;
  } else {
    this[kCapture] = EventEmitter.prototype[kCapture];
  }
}

Object.defineProperty(EventEmitter.prototype, kCapture, { value: false, writable: true });
EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  validateNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

const maxListeners = (emitter) => emitter._maxListeners ?? EventEmitter.defaultMaxListeners;

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return maxListeners(this);
};

EventEmitter.prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events?.[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...args);
    if (events?.error === undefined) throw unhandled(this, args);
  }
  const handler = events?.[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    const result = Reflect.apply(handler, this, args);
    if (result !== undefined && result !== null) capture(this, result, type, args);
    return true;
  }
  handler[kEmitting]++;
  try {
    for (let i = 0; i < handler.length; i++) {
      const result = Reflect.apply(handler[i], this, args);
      if (result !== undefined && result !== null) capture(this, result, type, args);
    }
  } finally {
    handler[kEmitting]--;
  }
  return true;
};

// kEnhanceStack is the key under which an error keeps what makes its stack say where it was emitted. The realm asks for it
// when it prints an uncaught error.
const kEnhanceStack = Symbol.for('loopbook.enhanceStack');

// enhancedStack is the stack of err and, behind it, that of the emit; lines that both have are told once.
function enhancedStack(emitter, err, here) {
  const name = emitter.constructor?.name;
  const on = name && name !== 'EventEmitter' ? ` on ${name} instance` : '';
  const lines = String(err.stack).split('\n').slice(1);
  const own = here.stack.split('\n').slice(1);
  const { length, offset } = commonLines(own, lines);
  if (length > 0) own.splice(offset + 1, length - 2, '    [... lines matching original stack trace ...]');
  return `${err.stack}\nEmitted 'error' event${on} at:\n${own.join('\n')}`;
}

// commonLines finds the first run of more than three lines of a that b has too.
function commonLines(a, b) {
  for (let offset = 0; offset < a.length - 3; offset++) {
    const at = b.indexOf(a[offset]);
    if (at < 0) continue;
    let length = 1;
    while (offset + length < a.length && at + length < b.length && a[offset + length] === b[at + length]) length++;
    if (length > 3) return { length, offset };
  }
  return { length: 0, offset: 0 };
}

// unhandled returns what an 'error' nobody listens for throws: the error itself, or one that names the value.
function unhandled(emitter, args) {
  const [value] = args;
  if (value instanceof Error) {
    const here = {};
    Error.captureStackTrace?.(here, EventEmitter.prototype.emit); // the bare engine has none
    Object.defineProperty(value, kEnhanceStack, { value: () => enhancedStack(emitter, value, here), configurable: true });
    return value;
  }
  let text = value;
  try {
    text = inspect(value);
  } catch {
    // A value that cannot be shown stands for itself.
  }
  const err = new ERR_UNHANDLED_ERROR(text);
  err.context = value;
  return err;
}

// capture sends the rejection of a listener's promise to the emitter, when the emitter asked for it.
function capture(emitter, promise, type, args) {
  if (!emitter[kCapture]) return;
  try {
    const { then } = promise;
    if (typeof then !== 'function') return;
    Reflect.apply(then, promise, [undefined, (err) => {
      // In a tick, so that what the handler throws is an exception and not another rejection.
      process.nextTick(deliverRejection, emitter, err, type, args);
    }]);
  } catch (err) {
    emitter.emit('error', err);
  }
}

function deliverRejection(emitter, err, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](err, type, ...args);
    return;
  }
  const before = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', err);
  } finally {
    emitter[kCapture] = before;
  }
}

function add(emitter, type, listener, prepend) {
  validateFunction(listener, 'listener');
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    emitter.emit('newListener', type, listener.listener ?? listener);
    events = emitter._events;
  }
  const existing = events[type];
  if (existing === undefined) {
    events[type] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  warnOfLeak(emitter, type, join(events, type, existing, listener, prepend));
  return emitter;
}

function join(events, type, existing, listener, prepend) {
  if (typeof existing === 'function') {
    const list = prepend ? [listener, existing] : [existing, listener];
    list[kEmitting] = 0;
    events[type] = list;
    return list;
  }
  const list = copyOnEmit(events, type, existing);
  if (prepend) list.unshift(listener);
  else list.push(listener);
  return list;
}

function copyOnEmit(events, type, list) {
  if (list[kEmitting] === 0) return list;
  const copy = list.slice();
  copy[kEmitting] = 0;
  if (list.warned) copy.warned = true;
  events[type] = copy;
  return copy;
}

function warnOfLeak(emitter, type, list) {
  const max = maxListeners(emitter);
  if (!(max > 0 && list.length > max) || list.warned) return;
  list.warned = true;
  process.emitWarning(genericNodeError(
    `Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners ` +
    `added to ${inspect(emitter, { depth: -1 })}. MaxListeners is ${max}. Use emitter.setMaxListeners() to increase limit`,
    { name: 'MaxListenersExceededWarning', emitter, type, count: list.length }));
}

EventEmitter.prototype.addListener = function addListener(type, listener) {
  return add(this, type, listener, false);
};

EventEmitter.prototype.on = EventEmitter.prototype.addListener;

EventEmitter.prototype.prependListener = function prependListener(type, listener) {
  return add(this, type, listener, true);
};

function onlyOnce(emitter, type, listener) {
  let fired = false;
  const wrapper = function(...args) {
    if (fired) return undefined;
    fired = true;
    emitter.removeListener(type, wrapper);
    return Reflect.apply(listener, emitter, args);
  };
  wrapper.listener = listener;
  return wrapper;
}

EventEmitter.prototype.once = function once(type, listener) {
  validateFunction(listener, 'listener');
  this.on(type, onlyOnce(this, type, listener));
  return this;
};

EventEmitter.prototype.prependOnceListener = function prependOnceListener(type, listener) {
  validateFunction(listener, 'listener');
  this.prependListener(type, onlyOnce(this, type, listener));
  return this;
};

EventEmitter.prototype.removeListener = function removeListener(type, listener) {
  validateFunction(listener, 'listener');
  const events = this._events;
  const existing = events?.[type];
  if (existing === undefined) return this;
  if (existing === listener || existing.listener === listener) {
    dropEvent(this, type);
    if (events.removeListener !== undefined) this.emit('removeListener', type, existing.listener || listener);
  } else if (typeof existing !== 'function') {
    removeFromList(this, events, type, existing, listener);
  }
  return this;
};

function dropEvent(emitter, type) {
  emitter._eventsCount--;
  if (emitter[kShapeMode]) emitter._events[type] = undefined;
  else if (emitter._eventsCount === 0) emitter._events = { __proto__: null };
  else delete emitter._events[type];
}

function removeFromList(emitter, events, type, existing, listener) {
  const position = existing.findLastIndex((one) => one === listener || one.listener === listener);
  const list = copyOnEmit(events, type, existing);
  if (position < 0) return;
  list.splice(position, 1);
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined) emitter.emit('removeListener', type, listener);
}

EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

EventEmitter.prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  const all = arguments.length === 0;
  if (events.removeListener === undefined) {
    if (all) forgetAll(this);
    else if (events[type] !== undefined) dropQuietly(this, events, type);
    this[kShapeMode] = false;
    return this;
  }
  if (all) {
    for (const key of Reflect.ownKeys(events)) {
      if (key !== 'removeListener') this.removeAllListeners(key);
    }
    this.removeAllListeners('removeListener');
    forgetAll(this);
    this[kShapeMode] = false;
    return this;
  }
  const listeners = events[type];
  if (typeof listeners === 'function') {
    this.removeListener(type, listeners);
  } else if (listeners !== undefined) {
    for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i]);
  }
  return this;
};

function forgetAll(emitter) {
  emitter._events = { __proto__: null };
  emitter._eventsCount = 0;
}

function dropQuietly(emitter, events, type) {
  if (--emitter._eventsCount === 0) emitter._events = { __proto__: null };
  else delete events[type];
}

function listenersOf(emitter, type) {
  const existing = emitter._events?.[type];
  if (existing === undefined) return [];
  return typeof existing === 'function' ? [existing] : existing.slice();
}

EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type).map((one) => (typeof one.listener === 'function' ? one.listener : one));
};

EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type);
};

EventEmitter.prototype.listenerCount = function listenerCount(type, listener) {
  const existing = this._events?.[type];
  if (existing === undefined) return 0;
  const list = typeof existing === 'function' ? [existing] : existing;
  if (listener == null) return list.length;
  return list.filter((one) => one === listener || one.listener === listener).length;
};

EventEmitter.prototype.eventNames = function eventNames() {
  if (!(this._eventsCount > 0)) return [];
  return Reflect.ownKeys(this._events).filter((key) => this._events[key] !== undefined);
};

// ---- functions of the module

const isEventTarget = (value) => require('internal/event_target').isEventTarget(value);

const notEmitter = (value) => new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], value);

function setMaxListeners(n = defaultMaxListeners, ...eventTargets) {
  validateNumber(n, 'setMaxListeners', 0);
  if (eventTargets.length === 0) defaultMaxListeners = n;
  for (const target of eventTargets) {
    if (isEventTarget(target)) {
      target[kMaxEventTargetListeners] = n;
      target[kMaxEventTargetListenersWarned] = false;
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw new ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
}

function getEventListeners(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listeners === 'function') return emitterOrTarget.listeners(type);
  if (isEventTarget(emitterOrTarget)) return require('internal/event_target').listenersOf(emitterOrTarget, type);
  throw notEmitter(emitterOrTarget);
}

function getMaxListeners(emitterOrTarget) {
  if (typeof emitterOrTarget?.getMaxListeners === 'function') return maxListeners(emitterOrTarget);
  if (typeof emitterOrTarget?.[kMaxEventTargetListeners] === 'number') return emitterOrTarget[kMaxEventTargetListeners];
  throw notEmitter(emitterOrTarget);
}

function listenerCount(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listenerCount === 'function') return emitterOrTarget.listenerCount(type);
  if (isEventTarget(emitterOrTarget)) return require('internal/event_target').listenersOf(emitterOrTarget, type).length;
  throw notEmitter(emitterOrTarget);
}

function listen(emitter, name, listener, flags) {
  if (typeof emitter.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter.addEventListener === 'function') {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

function unlisten(emitter, name, listener, flags) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
  else if (typeof emitter.removeEventListener === 'function') emitter.removeEventListener(name, listener, flags);
  else throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
}

const aborted = (signal) => new AbortError(undefined, { cause: signal.reason });

async function once(emitter, name, options = {}) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw aborted(signal);
  const { kResistStopPropagation } = require('internal/event_target');
  const flags = { __proto__: null, once: true, [kResistStopPropagation]: true };
  return new Promise((resolve, reject) => {
    const onError = (err) => {
      emitter.removeListener(name, onEvent);
      if (signal != null) unlisten(signal, 'abort', onAbort);
      reject(err);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal != null) unlisten(signal, 'abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      unlisten(emitter, name, onEvent);
      unlisten(emitter, 'error', onError);
      reject(aborted(signal));
    };
    listen(emitter, name, onEvent, flags);
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal != null) listen(signal, 'abort', onAbort, flags);
  });
}

// on returns an async iterator over the events: it buffers what nobody has asked for yet, and, with watermarks,
// pauses the emitter that fills the buffer faster than it is read.
function on(emitter, event, options = {}) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw aborted(signal);
  const high = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
  validateInteger(high, 'options.highWaterMark', 1);
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(low, 'options.lowWaterMark', 1);

  const buffered = [];
  const waiting = [];
  const attached = [];
  let abortion = null;
  let paused = false;
  let failure = null;
  let finished = false;

  function attach(name, handler) {
    listen(emitter, name, handler);
    attached.push([name, handler]);
  }

  function receive(value) {
    if (waiting.length > 0) {
      waiting.shift().resolve({ value, done: false });
      return;
    }
    buffered.push(value);
    if (!paused && buffered.length > high) {
      paused = true;
      emitter.pause();
    }
  }

  function fail(err) {
    if (waiting.length > 0) waiting.shift().reject(err);
    else failure = err;
    close();
  }

  function close() {
    abortion?.dispose();
    while (attached.length > 0) unlisten(emitter, ...attached.pop());
    finished = true;
    paused = false;
    const result = { value: undefined, done: true };
    while (waiting.length > 0) waiting.shift().resolve(result);
    return Promise.resolve(result);
  }

  function take() {
    const value = buffered.shift();
    if (paused && buffered.length < low) {
      emitter.resume();
      paused = false;
    }
    return Promise.resolve({ value, done: false });
  }

  const iterator = Object.setPrototypeOf({
    next() {
      if (buffered.length > 0) return take();
      if (failure) {
        const err = failure;
        failure = null;
        return Promise.reject(err);
      }
      if (finished) return close();
      return new Promise((resolve, reject) => { waiting.push({ resolve, reject }); });
    },
    return() { return close(); },
    throw(err) {
      if (!err || !(err instanceof Error)) throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', err);
      fail(err);
    },
    [Symbol.asyncIterator]() { return this; },
    [kWatermarkData]: {
      get size() { return buffered.length; },
      get low() { return low; },
      get high() { return high; },
      get isPaused() { return paused; },
    },
  }, asyncIteratorPrototype());

  attach(event, options[Symbol.for('nodejs.kFirstEventParam')] ? receive : (...args) => receive(args));
  if (event !== 'error' && typeof emitter.on === 'function') attach('error', fail);
  for (const name of options.close ?? []) attach(name, close);
  if (signal) abortion = onAbortOnce(signal, () => fail(aborted(signal)));
  return iterator;
}

// onAbortOnce calls the listener once when the signal is or becomes aborted, whatever other listeners stop.
function onAbortOnce(signal, listener) {
  if (signal.aborted) {
    queueMicrotask(() => listener());
    return { dispose() {} };
  }
  const { kResistStopPropagation } = require('internal/event_target');
  signal.addEventListener('abort', listener, { __proto__: null, once: true, [kResistStopPropagation]: true });
  return { dispose() { signal.removeEventListener('abort', listener); } };
}

function addAbortListener(signal, listener) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  const { dispose } = onAbortOnce(signal, listener);
  return { __proto__: null, [Symbol.dispose]() { dispose(); } };
}

module.exports = EventEmitter;
Object.assign(EventEmitter, {
  addAbortListener,
  once,
  on,
  getEventListeners,
  getMaxListeners,
  listenerCount,
  EventEmitter,
  usingDomains: false,
  captureRejectionSymbol: kRejection,
});
Object.defineProperties(EventEmitter, {
  captureRejections: {
    enumerable: true,
    get: () => EventEmitter.prototype[kCapture],
    set(value) {
      validateBoolean(value, 'EventEmitter.captureRejections');
      EventEmitter.prototype[kCapture] = value;
    },
  },
  EventEmitterAsyncResource: {
    configurable: true,
    enumerable: true,
    get: () => require('internal/event_emitter_async_resource'),
    set: undefined,
  },
  errorMonitor: { value: kErrorMonitor, configurable: true, enumerable: true, writable: true },
  defaultMaxListeners: {
    enumerable: true,
    get: () => defaultMaxListeners,
    set(value) {
      validateNumber(value, 'defaultMaxListeners', 0);
      defaultMaxListeners = value;
    },
  },
  kMaxEventTargetListeners: { value: kMaxEventTargetListeners },
  kMaxEventTargetListenersWarned: { value: kMaxEventTargetListenersWarned },
});
Object.assign(EventEmitter, { setMaxListeners, init });
