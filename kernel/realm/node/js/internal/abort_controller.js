'use strict';
// AbortController and AbortSignal. A signal made by AbortSignal.any follows its sources from its first listener on;
// before that it looks at them when it is asked.

const {
  Event,
  EventTarget,
  defineEventHandler,
  kNewListener,
  kResistStopPropagation,
  kTrustEvent,
} = require('internal/event_target');
const { kMaxEventTargetListeners } = require('events');
const { inspect } = require('internal/inspect');
const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } = require('internal/errors').codes;
const { kValidateObjectAllowObjects, validateObject, validateUint32 } = require('internal/validators');
const { customInspect, enumerable, sequence, tag, tooDeep, webTypeError } = require('internal/shape');

const domException = (message, name) => new (require('internal/domexception').DOMException)(message, name);
const aborting = () => domException('This operation was aborted', 'AbortError');

const construct = Symbol('construct');

// trigger aborts a signal, then the signals that follow it. All are marked before the first listener runs.
let trigger;

function show(self, content, depth, options) {
  if (depth < 0) return self instanceof AbortSignal ? tooDeep(self, options) : self;
  const below = { ...options, depth: options.depth === null ? null : options.depth - 1 };
  return `${self.constructor.name} ${inspect(content, below)}`;
}

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  #sources = undefined; // of a signal made by any(): the plain signals it depends on
  #following = false;
  #dependants = undefined;

  constructor(secret = undefined) {
    if (secret !== construct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this[kMaxEventTargetListeners] = 0;
  }

  get aborted() {
    AbortSignal.#refresh(this);
    return this.#aborted;
  }

  get reason() {
    AbortSignal.#refresh(this);
    return this.#reason;
  }

  throwIfAborted() {
    if (this.aborted) throw this.#reason;
  }

  [customInspect](depth, options) {
    return show(this, { aborted: this.aborted }, depth, options);
  }

  static abort(reason = aborting()) {
    const signal = new AbortSignal(construct);
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(construct);
    const expire = () => trigger(signal, domException('The operation was aborted due to timeout', 'TimeoutError'));
    require('timers').setTimeout(expire, delay).unref();
    return signal;
  }

  static any(signals) {
    const list = signalList(signals);
    const result = new AbortSignal(construct);
    result.#sources = new Set();
    for (const signal of list) {
      if (signal.aborted) {
        trigger(result, signal.reason);
        return result;
      }
      for (const source of signal.#sources ?? [signal]) result.#sources.add(source);
    }
    return result;
  }

  static #refresh(signal) {
    if (typeof signal !== 'object' || signal === null || !(#aborted in signal)) throw new ERR_INVALID_THIS('AbortSignal');
    if (signal.#aborted || signal.#following || signal.#sources === undefined) return;
    for (const source of signal.#sources) {
      if (!source.#aborted) continue;
      trigger(signal, source.#reason);
      return;
    }
  }

  [kNewListener](size, type, ...rest) {
    super[kNewListener](size, type, ...rest);
    if (this.#sources === undefined || type !== 'abort' || size !== 1 || this.aborted || this.#following) return;
    this.#following = true;
    for (const source of this.#sources) (source.#dependants ??= new Set()).add(this);
  }

  static {
    trigger = (signal, reason) => {
      if (signal.#aborted) return;
      const all = [signal];
      for (const dependant of signal.#dependants ?? []) {
        if (!dependant.#aborted) all.push(dependant);
      }
      for (const one of all) {
        one.#aborted = true;
        one.#reason = reason;
      }
      for (const one of all) one.dispatchEvent(new Event('abort', { [kTrustEvent]: true }));
    };
  }
}

function isAbortSignal(value) {
  return value instanceof AbortSignal;
}

function signalList(signals) {
  const list = sequence(signals, 'signals');
  list.forEach((signal, i) => {
    if (!isAbortSignal(signal)) throw webTypeError(`signals[${i}] is not of type AbortSignal.`);
  });
  return list;
}

enumerable(AbortSignal.prototype, 'aborted');
tag(AbortSignal);
defineEventHandler(AbortSignal.prototype, 'abort');

class AbortController {
  #signal;

  get signal() {
    return (this.#signal ??= new AbortSignal(construct));
  }

  abort(reason = aborting()) {
    trigger(this.signal, reason);
  }

  [customInspect](depth, options) {
    return show(this, { signal: this.signal }, depth, options);
  }
}

enumerable(AbortController.prototype, 'signal', 'abort');
tag(AbortController);

// aborted resolves when the signal is; the resource only says for how long anybody cares.
async function aborted(signal, resource) {
  if (!isAbortSignal(signal)) throw webTypeError('signal is not of type AbortSignal.');
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
  if (signal.aborted) return Promise.resolve(); // which takes longer than undefined
  return new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { __proto__: null, once: true, [kResistStopPropagation]: true });
  });
}

function transferableAbortSignal(signal) {
  if (!isAbortSignal(signal)) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  return signal;
}

module.exports = {
  AbortController,
  AbortSignal,
  aborted,
  transferableAbortController: () => new AbortController(),
  transferableAbortSignal,
};
