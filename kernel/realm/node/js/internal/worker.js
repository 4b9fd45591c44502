'use strict';
// Worker: a thread with a JavaScript of its own, as its parent sees it, and what a worker knows of itself.

const EventEmitter = require('events');
const path = require('path');
const { Buffer } = require('buffer');
const { Readable } = require('internal/streams/readable');
const { Writable } = require('internal/streams/writable');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_WORKER_NOT_RUNNING, ERR_WORKER_PATH, ERR_WORKER_UNSERIALIZABLE_ERROR },
  notImplemented,
} = require('internal/errors');
const { validateArray, validateString } = require('internal/validators');
const { deserialize, serialize } = require('internal/serialize');
const { portOn } = require('internal/messaging');
const { isNativeError } = require('internal/types');
const { inspect } = require('internal/inspect');
const { fileURLToPath, isURL } = require('internal/url');

const SHARE_ENV = Symbol.for('nodejs.worker_threads.SHARE_ENV');

// thread is what this thread is; undefined in the main one.
const { thread } = internal;

const limitNames = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];
const defaultLimits = [48, 2096, 0, 4];

function limitsOf(given) {
  return limitNames.map((name, i) => (typeof given?.[name] === 'number' ? Math.max(given[name], name === 'maxOldGenerationSizeMb' ? 2 : 0) : defaultLimits[i]));
}

const named = (limits) => Object.fromEntries(limitNames.map((name, i) => [name, limits[i]]));

// ---- data for new workers

const environmentData = new Map(thread === undefined ? [] : deserialize(thread.environment).value);

function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

// ---- errors between threads

const errorNames = new Set(['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError']);

// classOf is the nearest class of the language that an error belongs to.
function classOf(error) {
  for (let proto = Object.getPrototypeOf(error); proto !== null; proto = Object.getPrototypeOf(proto)) {
    const name = Object.hasOwn(proto, 'constructor') ? proto.constructor?.name : undefined;
    if (errorNames.has(name) && globalThis[name]?.prototype === proto) return name;
  }
  return 'Error';
}

// propertiesOf collects what belongs to an error: its own properties, then those of its classes above Error.
function propertiesOf(error) {
  const found = new Map();
  for (let object = error; object !== null && object !== Error.prototype && object !== Object.prototype; object = Object.getPrototypeOf(object)) {
    for (const key of Object.getOwnPropertyNames(object)) {
      if (found.has(key)) continue;
      const { enumerable } = Object.getOwnPropertyDescriptor(object, key);
      let value;
      try {
        value = error[key];
      } catch {
        continue;
      }
      if (typeof value !== 'function' && typeof value !== 'symbol') found.set(key, { enumerable, value: cloneable(value) });
    }
  }
  return found;
}

function cloneable(value) {
  if (isNativeError(value)) return { error: describe(value) };
  try {
    serialize(value);
    return { value };
  } catch {
    return { value: inspect(value) };
  }
}

const describe = (error) => ({ class: classOf(error), properties: propertiesOf(error) });

// serializeError takes apart what a thread threw: errors with all that was put on them, anything else as a message.
function serializeError(value) {
  if (isNativeError(value)) return serialize({ error: describe(value) });
  try {
    return serialize({ value });
  } catch {
    return serialize({ value: inspect(value) });
  }
}

function errorFrom({ class: name, properties }) {
  const made = new (errorNames.has(name) ? globalThis[name] : Error)('');
  for (const [key, { enumerable, value }] of properties) {
    Object.defineProperty(made, key, { value: valueFrom(value), enumerable, configurable: true, writable: true });
  }
  return made;
}

const valueFrom = (cloned) => (cloned.error === undefined ? cloned.value : errorFrom(cloned.error));

// ---- standard streams

class WorkerInput extends Writable {
  #worker;

  constructor(worker) {
    super({ decodeStrings: true });
    this.#worker = worker;
  }

  _write(chunk, encoding, cb) { internal.input(this.#worker, chunk, cb); }

  _final(cb) {
    internal.endInput(this.#worker);
    cb();
  }
}

class WorkerOutput extends Readable {
  _read() {}
}

// ---- where a worker's program is

function programOf(filename, options) {
  if (options.eval) {
    if (typeof filename !== 'string') {
      throw new ERR_INVALID_ARG_VALUE('options.eval', options.eval, "must be false when 'filename' is not a string");
    }
    return { file: '', source: filename, module: false };
  }
  if (isURL(filename)) {
    if (filename.protocol === 'data:') return { file: '', source: dataOf(`${filename}`), module: true };
    return { file: fileURLToPath(filename), source: '', module: false };
  }
  if (typeof filename !== 'string') throw new ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename);
  if (!path.isAbsolute(filename) && !/^\.\.?[\\/]/.test(filename)) throw new ERR_WORKER_PATH(filename);
  return { file: path.resolve(filename), source: '', module: false };
}

function dataOf(url) {
  const [, base64, body] = /^data:[^,;]*(?:;(?!base64,)[^,;]*)*(;base64)?,(.*)$/s.exec(url) ?? [];
  if (body === undefined) throw new ERR_INVALID_ARG_VALUE('filename', url);
  return base64 ? Buffer.from(body, 'base64').toString() : decodeURIComponent(body);
}

function environmentOf(env) {
  if (env === SHARE_ENV) return { shareEnv: true, env: [] };
  if (env != null && typeof env !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options.env', ['object', 'undefined', 'null', 'worker_threads.SHARE_ENV'], env);
  }
  return { shareEnv: false, env: Object.entries(env ?? process.env).map(([key, value]) => `${key}=${value}`) };
}

// ---- Worker

class Worker extends EventEmitter {
  #worker; // undefined once it has ended
  #port;
  #streams;
  #limits;
  #id;
  #name;

  constructor(filename, options = {}) {
    super();
    if (options.execArgv) validateArray(options.execArgv, 'options.execArgv');
    if (options.argv) validateArray(options.argv, 'options.argv');
    const program = programOf(filename, options);
    const environment = environmentOf(options.env);
    let name = 'WorkerThread';
    if (options.name) {
      validateString(options.name, 'options.name');
      name = options.name.trim();
    }
    const limits = limitsOf(options.resourceLimits);
    const data = serialize(options.workerData, options.transferList ? [...options.transferList] : []);
    const started = internal.startWorker({
      ...program, ...environment, name, limits, stdin: Boolean(options.stdin), argv: (options.argv ?? []).map(String),
      execArgv: options.execArgv ?? process.execArgv,
    }, data, serialize(environmentData), (kind, value) => this.#noted(kind, value));
    this.#worker = started.worker;
    this.performance = { eventLoopUtilization: (first, second) => this.#utilization(first, second) };
    this.#id = started.id;
    this.#name = name;
    this.#limits = named(limits);
    this.#port = portOn(started.port);
    this.#port.on('message', (message) => this.emit('message', message));
    this.#port.on('messageerror', (err) => this.emit('messageerror', err));
    this.#streams = { stdin: options.stdin ? new WorkerInput(this.#worker) : null };
    for (const stream of ['stdout', 'stderr']) {
      this.#streams[stream] = new WorkerOutput();
      if (!options[stream]) this.#streams[stream].on('data', (chunk) => process[stream].write(chunk));
    }
    process.nextTick(() => process.emit('worker', this));
  }

  #utilization(first, second) {
    const { utilizationOf } = require('internal/clock');
    if (this.#worker === undefined) return { idle: 0, active: 0, utilization: 0 };
    return utilizationOf(internal.utilization(this.#worker), first, second);
  }

  // noted hears what the thread tells of itself.
  #noted(kind, value) {
    switch (kind) {
      case 'online':
        this.emit('online');
        return;
      case 'stdout':
      case 'stderr':
        this.#streams[kind].push(Buffer.from(value));
        return;
      case 'error':
        this.#failed(value);
        return;
      case 'exit':
        this.#ended(value);
    }
  }

  #failed(packet) {
    let error;
    try {
      error = valueFrom(deserialize(packet).value);
    } catch {
      error = new ERR_WORKER_UNSERIALIZABLE_ERROR();
    }
    this.emit('error', error);
  }

  // ended first delivers the messages that are left.
  #ended(code) {
    const { receiveMessageOnPort } = require('internal/messaging');
    for (let left = receiveMessageOnPort(this.#port); left !== undefined; left = receiveMessageOnPort(this.#port)) {
      this.emit('message', left.message);
    }
    this.#port.close();
    this.#worker = undefined;
    this.#id = -1;
    const { stdin, stdout, stderr } = this.#streams;
    stdout.push(null);
    stderr.push(null);
    stdin?.destroy();
    this.removeAllListeners('newListener');
    this.emit('exit', code);
  }

  postMessage(...args) {
    if (this.#worker === undefined) return;
    this.#port.postMessage(...args);
  }

  terminate(callback) {
    if (typeof callback === 'function') {
      process.emitWarning('Passing a callback to worker.terminate() is deprecated. It returns a Promise instead.', 'DeprecationWarning', 'DEP0132');
      if (this.#worker === undefined) return Promise.resolve();
      this.once('exit', (code) => callback(null, code));
    }
    if (this.#worker === undefined) return Promise.resolve();
    this.ref();
    internal.terminate(this.#worker);
    return new Promise((resolve) => { this.once('exit', resolve); });
  }

  async [Symbol.asyncDispose]() { await this.terminate(); }

  ref() {
    if (this.#worker === undefined) return;
    internal.refWorker(this.#worker);
    this.#port.ref();
  }

  unref() {
    if (this.#worker === undefined) return;
    internal.unrefWorker(this.#worker);
    this.#port.unref();
  }

  get threadId() { return this.#id; }

  get threadName() { return this.#worker === undefined ? null : this.#name; }

  get stdin() { return this.#streams.stdin; }

  get stdout() { return this.#streams.stdout; }

  get stderr() { return this.#streams.stderr; }

  get resourceLimits() { return this.#worker === undefined ? {} : { ...this.#limits }; }

  getHeapSnapshot() { return this.#refused('getHeapSnapshot'); }

  getHeapStatistics() { return this.#refused('getHeapStatistics'); }

  cpuUsage() { return this.#refused('cpuUsage'); }

  startCpuProfile() { return this.#refused('startCpuProfile'); }

  startHeapProfile() { return this.#refused('startHeapProfile'); }

  // refused is what becomes of looking into a worker's engine.
  #refused(name) {
    if (this.#worker === undefined) return Promise.reject(new ERR_WORKER_NOT_RUNNING());
    return notImplemented(`Worker.${name}`)();
  }
}

// ---- inside a worker

let parentPort = null;
let workerData = null;

if (thread !== undefined) {
  parentPort = portOn(thread.port);
  workerData = deserialize(thread.data).value;
}

module.exports = {
  SHARE_ENV,
  Worker,
  environmentData,
  parentPort,
  resourceLimits: thread === undefined ? {} : named(thread.limits),
  serializeError,
  setEnvironmentData,
  threadId: thread?.id ?? 0,
  threadName: thread?.name ?? '',
  isMainThread: thread === undefined,
  workerData,
};
