'use strict';
// The classes of the timers and immediates that programs hold. What they do is written in Go; here is how they look,
// and what only JavaScript can say.

const { inspect } = require('internal/inspect');
const { customInspect } = require('internal/shape');
const { validateFunction } = require('internal/validators');

const flat = (self, options) => {
  internal.open(self);
  return inspect(self, { ...options, depth: 0, customInspect: false });
};

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

const warned = new Set();

// warn tells of a duration that cannot be used: too large each time, the others once a process.
function warn(name, ms) {
  if (name !== 'TimeoutOverflowWarning') {
    if (warned.has(name)) return;
    warned.add(name);
  }
  const what = { TimeoutOverflowWarning: 'does not fit into a 32-bit signed integer', TimeoutNegativeWarning: 'is a negative number', TimeoutNaNWarning: 'is not a number' };
  process.emitWarning(`${ms} ${what[name]}.\nTimeout duration was set to 1.`, name);
}

class Timeout {
  constructor(callback, after, args, isRepeat, isRefed) {
    return internal.startTimeout(callback, after, args, isRepeat, isRefed);
  }

  [customInspect](depth, options) { return flat(this, options); }
}

class Immediate {
  constructor(callback, args) {
    return internal.startImmediate(callback, args);
  }
}

function method(Class, key, value, enumerable = false) {
  Object.defineProperty(Class.prototype, key, { value, enumerable, writable: true, configurable: true });
}

for (const key of ['refresh', 'unref', 'ref', 'hasRef']) method(Timeout, key, internal.timeout[key]);
for (const key of ['ref', 'unref', 'hasRef']) method(Immediate, key, internal.immediate[key]);

const { clearImmediate, clearTimeout } = internal;

Timeout.prototype.close = function() {
  clearTimeout(this);
  return this;
};

Timeout.prototype[Symbol.dispose] = function() {
  clearTimeout(this);
};

Timeout.prototype[Symbol.toPrimitive] = function() {
  return toPrimitive(this);
};

Immediate.prototype[Symbol.dispose] = function() {
  clearImmediate(this);
};

const toPrimitive = (timer) => Reflect.apply(internal.timeout.toPrimitive, timer, []);

// A timer is an ordinary object only once something looks inside. The assignment of a symbol comes by here.
const door = new Proxy({}, {
  set(target, key, value, receiver) {
    internal.open(receiver);
    return Reflect.set(target, key, value, receiver);
  },
});
Object.setPrototypeOf(Timeout.prototype, door);
Object.setPrototypeOf(Immediate.prototype, door);

// Handle ties what Go knows of a timer to its object, as a private field of that object.
class Handle extends (function(object) { return object; }) {
  #handle;

  constructor(object, handle) {
    super(object);
    this.#handle = handle;
  }

  static of(object) { return #handle in object ? object.#handle : undefined; }
}

internal.prepare({
  timeout: Timeout.prototype,
  immediate: Immediate.prototype,
  list: new TimersList(),
  validateFunction,
  number: (v) => v * 1,
  warn,
  notCallable: (name) => { throw new TypeError(`${name} is not a function`); },
  apply: Reflect.apply,
  array: (...args) => args,
  stamp: (object, handle) => { new Handle(object, handle); },
  stamped: Handle.of,
  kRefed: Symbol('refed'),
  kHasPrimitive: Symbol('kHasPrimitive'),
  kAsyncId: Symbol('asyncId'),
  kTriggerId: Symbol('triggerId'),
  kAsyncContextFrame: Symbol('kAsyncContextFrame'),
});

const { clearInterval, setImmediate, setInterval, setTimeout } = internal;
module.exports = { Immediate, Timeout, clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout };
