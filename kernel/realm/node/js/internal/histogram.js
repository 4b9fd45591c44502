'use strict';
// Histograms of whole numbers with a given precision: buckets as those of HdrHistogram (hdrhistogram.org), in each power of
// two as many as the significant figures need.

const { codes, notImplemented } = require('internal/errors');
const { customInspect } = require('internal/shape');
const { inspect } = require('internal/inspect');
const { validateInteger, validateNumber, validateObject } = require('internal/validators');
const { now } = require('internal/clock');

const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE } = codes;

const most = Number.MAX_SAFE_INTEGER;
const noMinimum = 9223372036854775807n;

const power = (n) => 2 ** n;

// A Store counts values in buckets.
class Store {
  constructor(lowest = 1, highest = most, figures = 3) {
    this.settings = [lowest, highest, figures];
    this.unit = Math.floor(Math.log2(lowest));
    this.bits = Math.ceil(Math.log2(2 * 10 ** figures));
    // The largest value that has a bucket: ranges double until they hold highest.
    let limit = power(this.bits + this.unit);
    while (limit <= highest && limit < power(63)) limit *= 2;
    this.limit = limit;
    this.clear();
  }

  clear() {
    this.counts = new Map(); // by the lowest value of the bucket
    this.total = 0;
    this.exceeds = 0;
    this.smallest = undefined;
    this.largest = 0;
  }

  // width is the size of the bucket of a value.
  width(value) {
    const range = value < power(this.bits + this.unit) ? 0 : Math.floor(Math.log2(value)) + 1 - this.bits - this.unit;
    return power(this.unit + range);
  }

  floor(value) {
    const width = this.width(value);
    return Math.floor(value / width) * width;
  }

  ceiling(value) { return this.floor(value) + this.width(value) - 1; }

  middle(value) { return this.floor(value) + Math.floor(this.width(value) / 2); }

  record(value, times = 1) {
    if (value >= this.limit) {
      this.exceeds += times;
      return;
    }
    const at = this.floor(value);
    this.counts.set(at, (this.counts.get(at) ?? 0) + times);
    this.total += times;
    if (value > this.largest) this.largest = value;
    if (this.smallest === undefined || value < this.smallest) this.smallest = value;
  }

  sorted() { return [...this.counts].sort(([a], [b]) => a - b); }

  add(other) {
    for (const [at, times] of other.counts) this.record(other.ceiling(at) < this.limit ? at : this.limit, times);
    if (other.largest > this.largest && other.largest < this.limit) this.largest = other.largest;
    if (other.smallest !== undefined && (this.smallest === undefined || other.smallest < this.smallest)) this.smallest = other.smallest;
    this.exceeds += other.exceeds;
  }

  min() { return this.smallest === undefined ? noMinimum : BigInt(this.floor(this.smallest)); }

  max() { return this.total === 0 ? 0n : BigInt(this.ceiling(this.largest)); }

  mean() {
    if (this.total === 0) return NaN;
    let sum = 0;
    for (const [at, times] of this.sorted()) sum += times * this.middle(at);
    return sum / this.total;
  }

  // moment is the nth central moment.
  moment(n) {
    const mean = this.mean();
    let sum = 0;
    for (const [at, times] of this.sorted()) sum += (this.middle(at) - mean) ** n * times;
    return sum / this.total;
  }

  percentile(p) {
    const wanted = Math.max(1, Math.floor((Math.min(p, 100) / 100) * this.total + 0.5));
    let seen = 0;
    for (const [at, times] of this.sorted()) {
      seen += times;
      if (seen >= wanted) return this.ceiling(at);
    }
    return 0;
  }

  // percentiles are steps that halve the distance to 100 again and again.
  percentiles() {
    const steps = [];
    let next = 0;
    let seen = 0;
    let last = 0;
    for (const [at, times] of this.sorted()) {
      seen += times;
      last = at;
      while (next <= (100 * seen) / this.total) {
        steps.push([next, at]);
        next += 100 / power(Math.trunc(Math.log(100 / (100 - next)) / Math.log(2)) + 1);
        if (seen === this.total) break;
      }
    }
    return [...steps, [100, last]];
  }
}

const stores = new WeakMap();
const construct = Symbol('construct');

function storeOf(histogram) {
  const store = typeof histogram === 'object' && histogram !== null ? stores.get(histogram) : undefined;
  if (store === undefined) throw new ERR_INVALID_THIS('Histogram');
  return store;
}

function checkPercentile(percentile) {
  validateNumber(percentile, 'percentile');
  if (!(percentile > 0 && percentile <= 100)) throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
}

class Histogram {
  constructor(token, store) {
    if (token !== construct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    stores.set(this, store);
  }

  get count() { return storeOf(this).total; }

  get countBigInt() { return BigInt(storeOf(this).total); }

  get min() { return Number(storeOf(this).min()); }

  get minBigInt() { return storeOf(this).min(); }

  get max() { return Number(storeOf(this).max()); }

  get maxBigInt() { return storeOf(this).max(); }

  get mean() { return storeOf(this).mean(); }

  get exceeds() { return storeOf(this).exceeds; }

  get exceedsBigInt() { return BigInt(storeOf(this).exceeds); }

  get stddev() { return Math.sqrt(storeOf(this).moment(2)); }

  get skewness() {
    const store = storeOf(this);
    const spread = store.moment(2);
    return spread > 0 ? store.moment(3) / (spread * Math.sqrt(spread)) : 0;
  }

  get kurtosis() {
    const store = storeOf(this);
    const spread = store.moment(2);
    return spread > 0 ? store.moment(4) / spread ** 2 - 3 : 0;
  }

  percentile(percentile) {
    const store = storeOf(this);
    checkPercentile(percentile);
    return store.percentile(percentile);
  }

  percentileBigInt(percentile) {
    const store = storeOf(this);
    checkPercentile(percentile);
    return BigInt(store.percentile(percentile));
  }

  get percentiles() { return new Map(storeOf(this).percentiles()); }

  get percentilesBigInt() { return new Map(storeOf(this).percentiles().map(([step, value]) => [step, BigInt(value)])); }

  reset() { storeOf(this).clear(); }

  toJSON() {
    const { count, min, max, mean, exceeds, stddev, skewness, kurtosis } = this;
    return { count, min, max, mean, exceeds, stddev, skewness, kurtosis, ewmaMean: 0, ewmaStddev: 0, ewmaErrorRate: 0,
      percentiles: Object.fromEntries(this.percentiles) };
  }

  [customInspect](depth, options) {
    if (depth < 0) return options.stylize(`[${this.constructor.name}]`, 'special');
    const { min, max, mean, exceeds, stddev, skewness, kurtosis, count, percentiles } = this;
    return `Histogram ${inspect({ min, max, mean, exceeds, stddev, skewness, kurtosis, count, percentiles },
      { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

for (const name of ['ccdf', 'cdf', 'countAt', 'burnRate', 'ksTest', 'welchTest', 'mannWhitneyTest', 'cohensD', 'cliffsD', 'linearBuckets', 'logBuckets',
  'percentileCI', 'percentilesAt']) {
  Object.defineProperty(Histogram.prototype, name, { configurable: true, writable: true, value: notImplemented(`Histogram.${name}`) });
}

const last = new WeakMap(); // when recordDelta was called

class RecordableHistogram extends Histogram {
  record(val) {
    const store = storeOf(this);
    if (typeof val === 'bigint') {
      store.record(Number(val));
      return;
    }
    validateInteger(val, 'val', 1);
    store.record(val);
  }

  recordDelta() {
    const store = storeOf(this);
    const time = now();
    const before = last.get(this);
    last.set(this, time);
    if (before !== undefined) store.record(Math.max(1, Math.round((time - before) * 1e6)));
  }

  add(other) {
    const store = storeOf(this);
    if (!(other instanceof RecordableHistogram)) throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    store.add(storeOf(other));
  }
}

for (const name of ['recordCorrected', 'subtract']) {
  Object.defineProperty(RecordableHistogram.prototype, name, { configurable: true, writable: true, value: notImplemented(`RecordableHistogram.${name}`) });
}

function createHistogram(options = {}) {
  validateObject(options, 'options');
  const { lowest = 1, highest = most, figures = 3 } = options;
  if (typeof lowest !== 'bigint') validateInteger(lowest, 'options.lowest', 1, most);
  if (typeof highest !== 'bigint') validateInteger(highest, 'options.highest', 2 * Number(lowest), most);
  else if (highest < 2n * BigInt(lowest)) throw new ERR_OUT_OF_RANGE('options.highest', `>= ${2n * BigInt(lowest)}`, highest);
  validateInteger(figures, 'options.figures', 1, 5);
  return new RecordableHistogram(construct, new Store(Number(lowest), Number(highest), figures));
}

// ELDHistogram measures how late a timer is: a busy loop makes it late.
class ELDHistogram extends Histogram {
  #resolution;
  #timer;

  constructor(token, store, resolution) {
    super(token, store);
    this.#resolution = resolution;
  }

  enable() {
    if (this.#timer !== undefined) return false;
    const store = storeOf(this);
    let before = now();
    this.#timer = setInterval(() => {
      const time = now();
      store.record(Math.max(1, Math.round((time - before) * 1e6)));
      before = time;
    }, this.#resolution);
    this.#timer.unref();
    return true;
  }

  disable() {
    if (this.#timer === undefined) return false;
    clearInterval(this.#timer);
    this.#timer = undefined;
    return true;
  }
}

const { setInterval, clearInterval } = require('timers');

function monitorEventLoopDelay(options = {}) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  return new ELDHistogram(construct, new Store(), resolution);
}

module.exports = { RecordableHistogram, createHistogram, monitorEventLoopDelay };
