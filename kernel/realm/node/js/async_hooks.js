'use strict';
// AsyncLocalStorage and AsyncResource on the scheduler's context. What async_hooks could observe beyond that (every
// promise, every handle) is not there: createHook().enable() says so.

const { currentId, get, newId, remove, runInResource, set, snapshot, triggerId } = require('internal/async_context');
const { codes: { ERR_ASYNC_CALLBACK, ERR_INVALID_ARG_VALUE, ERR_INVALID_ASYNC_ID }, notImplemented } = require('internal/errors');
const { validateBoolean, validateFunction, validateObject, validateString } = require('internal/validators');
const { deprecate } = require('internal/promisify');
const { kEmptyObject } = require('internal/shape');

class RunScope {
  #storage;
  #before;
  #disposed = false;

  constructor(storage, store) {
    this.#storage = storage;
    this.#before = storage.getStore();
    storage.enterWith(store);
  }

  dispose() {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#storage.enterWith(this.#before);
  }

  [Symbol.dispose]() { this.dispose(); }
}

class AsyncLocalStorage {
  #defaultValue;
  #name;

  constructor(options = {}) {
    validateObject(options, 'options');
    this.#defaultValue = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
  }

  get name() { return this.#name || ''; }

  static bind(fn) { return AsyncResource.bind(fn); }

  static snapshot() { return AsyncLocalStorage.bind((cb, ...args) => cb(...args)); }

  disable() { remove(this); }

  enterWith(data) { set(this, data); }

  run(data, fn, ...args) {
    const before = this.getStore();
    if (Object.is(before, data)) return Reflect.apply(fn, null, args);
    this.enterWith(data);
    try {
      return Reflect.apply(fn, null, args);
    } finally {
      this.enterWith(before);
    }
  }

  exit(fn, ...args) { return this.run(undefined, fn, ...args); }

  getStore() { return get(this, this.#defaultValue); }

  withScope(store) { return new RunScope(this, store); }
}

class AsyncHook {
  constructor({ init, before, after, destroy, promiseResolve, trackPromises }) {
    for (const [name, fn] of Object.entries({ init, before, after, destroy, promiseResolve })) {
      if (fn !== undefined && typeof fn !== 'function') throw new ERR_ASYNC_CALLBACK(`hook.${name}`);
    }
    if (trackPromises !== undefined) validateBoolean(trackPromises, 'trackPromises');
    if (trackPromises === false && promiseResolve) {
      throw new ERR_INVALID_ARG_VALUE('trackPromises', trackPromises, 'must not be false when promiseResolve is enabled');
    }
  }

  enable() { return notImplemented('AsyncHook.enable')(); }

  disable() { return this; }
}

class AsyncResource {
  #snapshot = snapshot();
  #id = newId();
  #trigger;

  constructor(type, opts = kEmptyObject) {
    validateString(type, 'type');
    const trigger = typeof opts === 'number' ? opts : opts.triggerAsyncId === undefined ? currentId() : opts.triggerAsyncId;
    if (!Number.isSafeInteger(trigger) || trigger < -1) throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', trigger);
    this.#trigger = trigger;
  }

  runInAsyncScope(fn, thisArg, ...args) {
    return runInResource(this.#snapshot, this.#id, this.#trigger, thisArg, fn, args);
  }

  emitDestroy() { return this; }

  asyncId() { return this.#id; }

  triggerAsyncId() { return this.#trigger; }

  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    const resource = this;
    let bound = function(...args) { return resource.runInAsyncScope(fn, this, ...args); };
    if (thisArg !== undefined) bound = this.runInAsyncScope.bind(this, fn, thisArg);
    let self = this;
    const old = (accessor) =>
      deprecate(accessor, 'The asyncResource property on bound functions is deprecated', 'DEP0172', { modifyPrototype: false });
    return Object.defineProperties(bound, {
      length: { configurable: true, value: fn.length },
      asyncResource: { configurable: true, enumerable: true, get: old(() => self), set: old((value) => { self = value; }) },
    });
  }

  static bind(fn, type, thisArg) {
    type ||= fn.name;
    return new AsyncResource(type || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

const topLevelResource = {};

module.exports = {
  AsyncLocalStorage,
  createHook: (callbacks) => new AsyncHook(callbacks),
  executionAsyncId: () => currentId(),
  triggerAsyncId: () => triggerId(),
  executionAsyncResource: () => topLevelResource,
  asyncWrapProviders: Object.freeze({ __proto__: null, NONE: 0 }),
  AsyncResource,
};
