'use strict';
// watch and watchFile: events of the system about files, and looking at them from time to time.

const native = require('internal/fs/native');
const EventEmitter = require('events');
const path = require('path');
const { Buffer } = require('buffer');
const { AbortError } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateFunction, validateObject, validateUint32 } = require('internal/validators');
const { addAbortListener } = EventEmitter;
const { copyObject, getOptions, getPath, checkEncoding } = require('internal/fs/arguments');
const { Stats, BigIntStats, statsOf } = require('internal/fs/stats');
const asyncIteratorPrototype = Object.getPrototypeOf(EventEmitter.on(new EventEmitter(), 'x'));

const { nextTick } = process;

class FSWatcher extends EventEmitter {
  #watch;
  #closed = false;

  constructor(filename, { persistent, recursive, encoding }) {
    super();
    this.#watch = native.watch(filename, Boolean(recursive), (kind, bytes) => {
      const name = Buffer.from(bytes);
      this.emit('change', kind, encoding === 'buffer' ? name : name.toString(encoding || 'utf8'));
    });
    if (!persistent) native.unrefWatch(this.#watch);
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    native.stopWatch(this.#watch);
    nextTick(() => this.emit('close'));
  }

  ref() {
    if (!this.#closed) native.refWatch(this.#watch);
    return this;
  }

  unref() {
    if (!this.#closed) native.unrefWatch(this.#watch);
    return this;
  }
}

function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  options = copyObject(getOptions(options));
  options.persistent ??= true;
  options.recursive ??= false;
  validateBoolean(options.persistent, 'options.persistent');
  validateBoolean(options.recursive, 'options.recursive');
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  const watcher = new FSWatcher(getPath(filename, 'filename'), options);
  if (listener) watcher.addListener('change', listener);
  const { signal } = options;
  if (signal?.aborted) {
    nextTick(() => watcher.close());
  } else if (signal) {
    const listening = addAbortListener(signal, () => watcher.close());
    watcher.once('close', listening[Symbol.dispose]);
  }
  return watcher;
}

// watchPromise is fs.promises.watch: the events as an async iterator.
function watchPromise(filename, options = {}) {
  const events = [];
  let watcher;
  let wake;
  let failure;
  let over = false;
  const rouse = () => {
    wake?.();
    wake = undefined;
  };
  function begin() {
    validateObject(options, 'options');
    const { persistent = true, recursive = false, encoding, signal } = options;
    validateBoolean(persistent, 'options.persistent');
    validateBoolean(recursive, 'options.recursive');
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    checkEncoding(encoding);
    const aborted = () => new AbortError(undefined, { cause: signal.reason });
    if (signal?.aborted) throw aborted();
    watcher = new FSWatcher(getPath(filename), { persistent, recursive, encoding });
    watcher.on('change', (eventType, name) => {
      events.push({ __proto__: null, eventType, filename: name });
      rouse();
    });
    if (signal) {
      addAbortListener(signal, () => {
        failure = aborted();
        rouse();
      });
    }
  }
  async function next() {
    if (over) return { value: undefined, done: true };
    if (watcher === undefined) begin();
    while (events.length === 0 && failure === undefined && !over) await new Promise((resolve) => { wake = resolve; });
    if (events.length > 0) return { value: events.shift(), done: false };
    end();
    if (failure) throw failure;
    return { value: undefined, done: true };
  }
  function end() {
    over = true;
    watcher?.close();
    rouse();
  }
  return Object.setPrototypeOf({
    next,
    async return(value) {
      end();
      return { value, done: true };
    },
    async throw(err) {
      end();
      throw err;
    },
    [Symbol.asyncIterator]() { return this; },
  }, asyncIteratorPrototype);
}

// ---- watchFile

const watched = new Map(); // absolute path -> StatWatcher

const gone = (bigint) => (bigint ?
  new BigIntStats(...new Array(14).fill(0n)) :
  new Stats(...new Array(14).fill(0)));

class StatWatcher extends EventEmitter {
  #poll;
  #previous;

  constructor(bigint) {
    super();
    this.#previous = undefined;
    this.bigint = bigint;
  }

  start(filename, persistent, interval) {
    this.#poll = native.poll(filename, interval, this.bigint, (numbers) => {
      const current = numbers === undefined ? gone(this.bigint) : statsOf(numbers);
      const first = this.#previous === undefined;
      const previous = this.#previous ?? current;
      this.#previous = current;
      // The first look is told only if there is nothing to see.
      if (!first || numbers === undefined) this.emit('change', current, previous);
    });
    if (!persistent) native.unrefWatch(this.#poll);
  }

  stop() {
    if (this.#poll === undefined) return;
    native.stopWatch(this.#poll);
    this.#poll = undefined;
    nextTick(() => this.emit('stop'));
  }

  ref() {
    if (this.#poll !== undefined) native.refWatch(this.#poll);
    return this;
  }

  unref() {
    if (this.#poll !== undefined) native.unrefWatch(this.#poll);
    return this;
  }
}

function watchFile(filename, options, listener) {
  filename = path.resolve(String(getPath(filename)));
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  }
  options = { interval: 5007, persistent: true, ...options };
  validateFunction(listener, 'listener');
  validateUint32(options.interval, 'interval');
  let watcher = watched.get(filename);
  if (watcher === undefined) {
    watcher = new StatWatcher(Boolean(options.bigint));
    watched.set(filename, watcher);
    watcher.start(filename, options.persistent, Math.max(options.interval, 1));
  }
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  filename = path.resolve(String(getPath(filename)));
  const watcher = watched.get(filename);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') > 0) return;
  watcher.stop();
  watched.delete(filename);
}

module.exports = { FSWatcher, StatWatcher, unwatchFile, watch, watchFile, watchPromise };
