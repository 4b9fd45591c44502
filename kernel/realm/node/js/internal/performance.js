'use strict';
// performance and its entries: the user timing of the web, on the loop's clock.

const { now, timeOrigin } = require('internal/clock');
const {
  ERR_ILLEGAL_CONSTRUCTOR,
  ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
  ERR_INVALID_THIS,
  ERR_MISSING_ARGS,
  ERR_PERFORMANCE_INVALID_TIMESTAMP,
  ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS,
} = require('internal/errors').codes;
const { validateFunction, validateNumber, validateObject, validateString } = require('internal/validators');
const { EventTarget, defineEventHandler, initEventTarget } = require('internal/event_target');
const { customInspect, enumerable, kEmptyObject, tag, tooDeep, webClass } = require('internal/shape');
const { inspect } = require('internal/inspect');

const clone = (value) => (value == null ? null : require('internal/structured_clone').structuredClone(value));
const exception = (message, name) => new (require('internal/domexception').DOMException)(message, name);

const construct = Symbol('construct');
const show = (self, content, depth, options) => {
  if (depth < 0) return tooDeep(self, options);
  return `${self.constructor.name} ${inspect(content, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
};

// ---- entries

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(secret = undefined, name = undefined, type = undefined, start = undefined, duration = undefined) {
    if (secret !== construct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#entryType = type;
    this.#startTime = start;
    this.#duration = duration;
  }

  static #check(entry) {
    if (typeof entry !== 'object' || entry === null || !(#name in entry)) throw new ERR_INVALID_THIS('PerformanceEntry');
    return entry;
  }

  get name() { return PerformanceEntry.#check(this).#name; }

  get entryType() { return PerformanceEntry.#check(this).#entryType; }

  get startTime() { return PerformanceEntry.#check(this).#startTime; }

  get duration() { return PerformanceEntry.#check(this).#duration; }

  [customInspect](depth, options) { return show(this, this.toJSON(), depth, options); }

  toJSON() {
    const { name, entryType, startTime, duration } = this;
    return { name, entryType, startTime, duration };
  }
}

enumerable(PerformanceEntry.prototype, 'name', 'entryType', 'startTime', 'duration', 'toJSON');

// withDetail is the class of the entries that carry something of the program's.
function withDetail(name) {
  const Class = { [name]: class extends PerformanceEntry {
    #detail;

    constructor(secret, entryName, type, start, duration, detail) {
      super(secret, entryName, type, start, duration);
      this.#detail = detail;
    }

    get detail() {
      if (!(#detail in this)) throw new ERR_INVALID_THIS(name);
      return this.#detail;
    }

    toJSON() { return { ...super.toJSON(), detail: this.#detail }; }
  } }[name];
  enumerable(Class.prototype, 'detail');
  return Class;
}

const PerformanceMeasure = withDetail('PerformanceMeasure');
tag(PerformanceMeasure);
const PerformanceNodeEntry = withDetail('PerformanceNodeEntry');

const milestones = ['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete'];
const marks = new Map();

const MarkBase = withDetail('PerformanceMark');

class PerformanceMark extends MarkBase {
  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    const text = `${name}`;
    if (milestones.includes(text)) throw new ERR_INVALID_ARG_VALUE('name', text);
    if (options != null) validateObject(options, 'options');
    const start = options?.startTime ?? now();
    validateNumber(start, 'startTime');
    if (start < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(start);
    marks.set(text, start);
    super(construct, text, 'mark', start, 0, clone(options?.detail));
  }
}

tag(PerformanceMark);

class PerformanceResourceTiming extends PerformanceEntry {}
tag(PerformanceResourceTiming);

// ---- the timeline

const timeline = { mark: [], measure: [], resource: [] };
const byTime = (a, b) => a.startTime - b.startTime;

function entries(name, type) {
  const all = type === undefined ? [...timeline.mark, ...timeline.measure, ...timeline.resource] : timeline[type] ?? [];
  return (name === undefined ? [...all] : all.filter((entry) => entry.name === name)).sort(byTime);
}

function clear(type, name) {
  timeline[type] = name === undefined ? [] : timeline[type].filter((entry) => entry.name !== name);
}

function record(entry) {
  for (const observer of observers) offer(observer, entry);
  timeline[entry.entryType]?.push(entry);
}

function timeOf(mark) {
  if (typeof mark === 'number') {
    if (mark < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(mark);
    return mark;
  }
  const name = `${mark}`;
  if (milestones.includes(name)) return performance.nodeTiming[name];
  if (!marks.has(name)) throw exception(`The "${name}" performance mark has not been set`, 'SyntaxError');
  return marks.get(name);
}

const wrongOptions = (message) => { throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(message); };

function span(startOrOptions, endMark) {
  const options = typeof startOrOptions === 'object' ? startOrOptions ?? {} : {};
  let { start, end, duration } = options;
  const given = start !== undefined || end !== undefined;
  if (given && endMark !== undefined) wrongOptions('endMark must not be specified');
  if (start !== undefined && end !== undefined && duration !== undefined) {
    wrongOptions('Must not have options.start, options.end, and options.duration specified');
  }
  if (endMark !== undefined) end = timeOf(endMark);
  else if (given && end !== undefined) end = timeOf(end);
  else if (given && start !== undefined && duration !== undefined) end = timeOf(start) + timeOf(duration);
  else end = now();
  if (typeof startOrOptions === 'string') start = timeOf(startOrOptions);
  else if (given && start !== undefined) start = timeOf(start);
  else if (given && duration !== undefined) start = end - timeOf(duration);
  else start = 0;
  return { start, duration: end - start };
}

// ---- observers

const observers = new Set();
const pending = new Set();
const observable = Object.freeze(['dns', 'function', 'gc', 'http', 'http2', 'mark', 'measure', 'net', 'quic', 'resource']);

function schedule(observer) {
  pending.add(observer);
  if (pending.size > 1) return;
  require('timers').setImmediate(() => {
    const batch = [...pending];
    pending.clear();
    for (const one of batch) dispatch(one);
  });
}

class PerformanceObserverEntryList {
  #entries;

  constructor(secret = undefined, list = []) {
    if (secret !== construct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = list.sort(byTime);
  }

  #filter(test) {
    if (!(#entries in this)) throw new ERR_INVALID_THIS('PerformanceObserverEntryList');
    return this.#entries.filter(test);
  }

  getEntries() { return this.#filter(() => true); }

  getEntriesByType(type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return this.#filter((entry) => entry.entryType === `${type}`);
  }

  getEntriesByName(name, type = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return this.#filter((entry) => entry.name === `${name}` && (type == null || entry.entryType === type));
  }

  [customInspect](depth, options) { return show(this, this.#entries, depth, options); }
}

webClass(PerformanceObserverEntryList, 'getEntries', 'getEntriesByType', 'getEntriesByName');

let offer; // (observer, entry)
let dispatch; // (observer)

class PerformanceObserver {
  #callback;
  #buffer = [];
  #types = new Set();
  #multiple = undefined;

  static {
    offer = (observer, entry) => {
      if (!observer.#types.has(entry.entryType)) return;
      observer.#buffer.push(entry);
      schedule(observer);
    };
    dispatch = (observer) => {
      const callback = observer.#callback;
      callback(new PerformanceObserverEntryList(construct, observer.takeRecords()), observer);
    };
  }

  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  observe(options = kEmptyObject) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    if (entryTypes != null && type != null) {
      throw new ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes, 'options.entryTypes can not set with options.type together');
    }
    const multiple = type === undefined;
    if (this.#multiple !== undefined && this.#multiple !== multiple) {
      throw exception(`PerformanceObserver can not change to ${multiple ? 'multiple observations' : 'single observation'}`, 'InvalidModificationError');
    }
    this.#multiple = multiple;
    if (multiple) this.#observeAll(entryTypes);
    else if (observable.includes(type)) this.#observeOne(type, buffered);
    else return;
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }

  #observeAll(types) {
    if (!Array.isArray(types)) throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', types);
    this.#types = new Set(types.filter((type) => observable.includes(type)));
  }

  #observeOne(type, buffered) {
    this.#types.add(type);
    if (!buffered) return;
    this.#buffer.push(...entries(undefined, type));
    schedule(this);
  }

  disconnect() {
    observers.delete(this);
    pending.delete(this);
    this.#buffer = [];
    this.#types.clear();
    this.#multiple = undefined;
  }

  takeRecords() {
    const list = this.#buffer;
    this.#buffer = [];
    return list;
  }

  static get supportedEntryTypes() { return observable; }

  [customInspect](depth, options) {
    const content = { connected: observers.has(this), pending: pending.has(this), entryTypes: [...this.#types], buffer: this.#buffer };
    return show(this, content, depth, options);
  }
}

webClass(PerformanceObserver, 'observe', 'disconnect', 'takeRecords');

// ---- performance

const brand = Symbol('performance');

function check(self, given = 1, name = '') {
  if (typeof self !== 'object' || self === null || !Object.hasOwn(self, brand)) throw new ERR_INVALID_THIS('Performance');
  if (given === 0) throw new ERR_MISSING_ARGS(name);
}

const optional = (name) => (name === undefined ? undefined : `${name}`);

class Performance extends EventTarget {
  constructor() { throw new ERR_ILLEGAL_CONSTRUCTOR(); }

  [customInspect](depth, options) {
    return show(this, { nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin }, depth, options);
  }

  clearMarks(name = undefined) {
    check(this);
    if (milestones.includes(`${name}`)) throw new ERR_INVALID_ARG_VALUE('name', `${name}`);
    if (name === undefined) marks.clear();
    else marks.delete(`${name}`);
    clear('mark', optional(name));
  }

  clearMeasures(name = undefined) {
    check(this);
    clear('measure', optional(name));
  }

  clearResourceTimings(name = undefined) {
    check(this);
    clear('resource', optional(name));
  }

  getEntries() {
    check(this);
    return entries();
  }

  getEntriesByName(name, type = undefined) {
    check(this, arguments.length, 'name');
    return entries(`${name}`, optional(type));
  }

  getEntriesByType(type) {
    check(this, arguments.length, 'type');
    return entries(undefined, `${type}`);
  }

  mark(name, options = kEmptyObject) {
    check(this, arguments.length, 'name');
    const mark = new PerformanceMark(name, options);
    record(mark);
    return mark;
  }

  measure(name, startOrMeasureOptions = kEmptyObject, endMark = undefined) {
    check(this, arguments.length, 'name');
    validateString(name, 'name');
    const { start, duration } = span(startOrMeasureOptions, endMark);
    const measure = new PerformanceMeasure(construct, name, 'measure', start, duration, clone(startOrMeasureOptions?.detail));
    record(measure);
    return measure;
  }

  now() {
    check(this);
    return now();
  }

  setResourceTimingBufferSize(maxSize) {
    check(this, arguments.length, 'maxSize');
  }

  get timeOrigin() {
    check(this);
    return timeOrigin();
  }

  toJSON() {
    check(this);
    return { nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin, eventLoopUtilization: this.eventLoopUtilization() };
  }
}

webClass(Performance, 'clearMarks', 'clearMeasures', 'clearResourceTimings', 'getEntries', 'getEntriesByName', 'getEntriesByType',
  'mark', 'measure', 'now', 'timeOrigin', 'toJSON', 'setResourceTimingBufferSize');

// The process is there all the time it is measured: its milestones are the start of the clock.
class PerformanceNodeTiming extends PerformanceEntry {
  constructor() { super(construct, 'node', 'node', 0, 0); }

  get duration() { return now(); }

  toJSON() {
    const { name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit, idleTime } = this;
    return { name, entryType, startTime, duration, nodeStart, v8Start, bootstrapComplete, environment, loopStart, loopExit, idleTime };
  }
}

for (const name of [...milestones, 'idleTime']) {
  Object.defineProperty(PerformanceNodeTiming.prototype, name, { get: () => (name === 'loopExit' ? -1 : 0), configurable: true, enumerable: true });
}

function eventLoopUtilization(first, second) {
  const { utilization, utilizationOf } = require('internal/clock');
  return utilizationOf(utilization(), first, second);
}

function timerify(fn, options = kEmptyObject) {
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  if (histogram !== undefined && !(histogram instanceof require('internal/histogram').RecordableHistogram)) {
    throw new ERR_INVALID_ARG_TYPE('options.histogram', 'RecordableHistogram', histogram);
  }
  const done = (start, args) => {
    histogram?.record(Math.max(1, Math.ceil((now() - start) * 1e6)));
    const entry = new PerformanceNodeEntry(construct, fn.name, 'function', start, now() - start, args);
    record(Object.assign(entry, args));
  };
  function timerified(...args) {
    const start = now();
    const result = new.target ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args);
    if (!new.target && typeof result?.finally === 'function') return result.finally(() => done(start, args));
    done(start, args);
    return result;
  }
  return Object.defineProperties(timerified, {
    length: { enumerable: true, value: fn.length },
    name: { enumerable: true, value: `timerified ${fn.name}` },
  });
}

const plain = (value) => ({ value, configurable: true, writable: true });
Object.defineProperties(Performance.prototype, {
  eventLoopUtilization: plain(eventLoopUtilization),
  nodeTiming: plain(new PerformanceNodeTiming()),
  timerify: plain(timerify),
});
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');

const performance = Object.create(Performance.prototype);
initEventTarget(performance);
Object.defineProperty(performance, brand, { value: true });

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  PerformanceResourceTiming,
  eventLoopUtilization,
  performance,
  timerify,
};
