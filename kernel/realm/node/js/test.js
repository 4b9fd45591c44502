'use strict';
// The module node:test: tests and suites that run one after the other, with hooks, and a report as Node's reporter `spec`
// writes it. Runs of files, watching, coverage, snapshots and most of mocking are not there: they say so.

const { AsyncLocalStorage } = require('async_hooks');
const { notImplemented } = require('internal/errors');
const { inspect } = require('internal/inspect');
const { validateFunction } = require('internal/validators');
const { performance } = require('perf_hooks');

const running = new AsyncLocalStorage();
const kinds = ['before', 'after', 'beforeEach', 'afterEach'];
const counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
const failures = [];

// Node is one test or suite of the tree.
class Node {
  constructor(parent, name, options, fn) {
    Object.assign(this, { parent, name, options, fn, children: [], error: undefined, ms: 0 });
    this.hooks = Object.fromEntries(kinds.map((kind) => [kind, []]));
    this.skipped = options.skip ?? false;
    this.todo = options.todo ?? false;
  }

  get depth() { return this.parent === null ? -1 : this.parent.depth + 1; }

  get failed() { return this.error !== undefined || this.children.some((child) => child.failed && !child.todo); }
}

const root = new Node(null, '', {}, undefined);

function argumentsOf(args) {
  let [name, options, fn] = args;
  if (typeof name === 'function') [fn, name] = [name, name.name || '<anonymous>'];
  else if (typeof name === 'object' && name !== null) [fn, options, name] = [options, name, '<anonymous>'];
  if (typeof options === 'function') [fn, options] = [options, undefined];
  return { name: name || fn?.name || '<anonymous>', options: options ?? {}, fn: fn ?? (() => {}) };
}

// ---- running

async function call(fn, node, context) {
  const limit = node.options.timeout;
  const run = new Promise((resolve, reject) => {
    const returned = running.run(node, () => (fn.length > 1 ? fn(context, (err) => (err ? reject(err) : resolve())) : fn(context)));
    if (fn.length < 2) resolve(returned);
  });
  if (limit === undefined || limit === Infinity) return run;
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`test timed out after ${limit}ms`)), limit);
  });
  return Promise.race([run, late]).finally(() => clearTimeout(timer));
}

function hooksOf(node, kind) {
  const own = node.parent === null ? [] : hooksOf(node.parent, kind);
  return kind === 'beforeEach' ? [...own, ...node.hooks[kind]] : [...node.hooks[kind], ...own];
}

async function runTest(node) {
  if (node.skipped) return;
  const start = performance.now();
  const context = new TestContext(node);
  try {
    for (const hook of hooksOf(node.parent, 'beforeEach')) await call(hook, node, context);
    await call(node.fn, node, context);
    await runChildren(node);
  } catch (err) {
    node.error = { value: err };
  }
  try {
    for (const hook of [...node.hooks.after, ...hooksOf(node.parent, 'afterEach')]) await call(hook, node, context);
  } catch (err) {
    node.error ??= { value: err };
  }
  node.ms = performance.now() - start;
}

// runChildren runs what has not run yet, also what is added meanwhile.
async function runChildren(node) {
  for (let i = 0; i < node.children.length; i++) await runOnce(node.children[i]);
}

const runOnce = (node) => (node.done ??= run(node));

async function run(node) {
  if (!node.isSuite) {
    if (node.depth > 0 && !node.parent.isSuite) node.quiet = true;
    await runTest(node);
  } else if (!node.skipped) {
    const start = performance.now();
    try {
      for (const hook of node.hooks.before) await call(hook, node);
      await runChildren(node);
      for (const hook of node.hooks.after) await call(hook, node);
    } catch (err) {
      node.error = { value: err };
    }
    node.ms = performance.now() - start;
  }
  count(node);
}

function count(node) {
  counts[node.isSuite ? 'suites' : 'tests']++;
  if (node.error !== undefined && !node.todo) failures.push(node);
  if (node.isSuite) return;
  if (node.skipped) counts.skipped++;
  else if (node.todo) counts.todo++;
  else if (node.failed) counts.fail++;
  else counts.pass++;
}

// ---- the report

const time = (ms) => `(${Number(ms.toFixed(6))}ms)`;

function line(node) {
  const note = (word, value) => (value ? ` # ${typeof value === 'string' ? value : word}` : '');
  const sign = node.skipped ? '﹣' : node.failed && !node.todo ? '✖' : '✔';
  return `${'  '.repeat(node.depth)}${sign} ${node.name} ${time(node.ms)}${note('SKIP', node.skipped)}${note('TODO', node.todo)}`;
}

function report(node) {
  if (node.depth >= 0 && node.children.length > 0) console.log(`${'  '.repeat(node.depth)}▶ ${node.name}`);
  for (const child of node.children) report(child);
  if (node.depth >= 0) console.log(line(node));
}

function summary(start) {
  for (const [name, n] of Object.entries(counts)) console.log(`ℹ ${name} ${n}`);
  console.log(`ℹ duration_ms ${Number((performance.now() - start).toFixed(6))}`);
  if (failures.length === 0) return;
  console.log('\n✖ failing tests:');
  for (const node of failures) {
    console.log(`\n✖ ${node.name} ${time(node.ms)}`);
    console.log(inspect(node.error.value).replace(/^/gm, '  '));
  }
}

let started = false;

function start() {
  if (started) return;
  started = true;
  const begin = performance.now();
  setImmediate(async () => {
    for (const hook of root.hooks.before) await call(hook, root);
    await runChildren(root);
    for (const hook of root.hooks.after) await call(hook, root);
    report(root);
    summary(begin);
    if (failures.length > 0 || counts.fail > 0) process.exitCode = 1;
  });
}

// ---- what a test file calls

function add(isSuite, args, extra) {
  const { name, options, fn } = argumentsOf(args);
  const parent = running.getStore() ?? root;
  const node = Object.assign(new Node(parent, name, { ...options, ...extra }, fn), { isSuite });
  parent.children.push(node);
  start();
  if (isSuite) {
    if (!node.skipped) running.run(node, () => fn(new TestContext(node)));
    return Promise.resolve();
  }
  // Inside a test a subtest begins at once; inside a suite, or at the top, it waits for its turn.
  return parent === root || parent.isSuite ? Promise.resolve() : runOnce(node);
}

function declaring(isSuite, name) {
  const fn = (...args) => add(isSuite, args, {});
  fn.skip = (...args) => add(isSuite, args, { skip: true });
  fn.todo = (...args) => add(isSuite, args, { todo: true });
  fn.only = (...args) => add(isSuite, args, { only: true });
  return Object.defineProperty(fn, 'name', { value: name, configurable: true });
}

const test = declaring(false, 'test');
const suite = declaring(true, 'suite');

function hook(kind) {
  return (fn = () => {}) => {
    validateFunction(fn, 'fn');
    (running.getStore() ?? root).hooks[kind].push(fn);
  };
}

const hooks = Object.fromEntries(kinds.map((kind) => [kind, hook(kind)]));

// MockFunction remembers how it was called.
function mockFunction(original = function() {}, implementation = original) {
  const calls = [];
  function mocked(...args) {
    const record = { arguments: args, error: undefined, result: undefined, target: new.target, this: this, stack: new Error() };
    calls.push(record);
    try {
      record.result = new.target ? Reflect.construct(implementation, args, new.target) : Reflect.apply(implementation, this, args);
      return record.result;
    } catch (err) {
      record.error = err;
      throw err;
    }
  }
  mocked.mock = {
    get calls() { return [...calls]; },
    callCount: () => calls.length,
    resetCalls: () => { calls.length = 0; },
    mockImplementation: (fn) => { implementation = fn; },
    restore: () => { implementation = original; },
  };
  return mocked;
}

class MockTracker {
  #restores = [];

  fn(original, implementation) { return mockFunction(original, implementation); }

  method(object, name, implementation) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    const original = object[name];
    const mocked = mockFunction(original, implementation);
    const restore = () => {
      if (descriptor === undefined) delete object[name];
      else Object.defineProperty(object, name, descriptor);
    };
    mocked.mock.restore = restore;
    this.#restores.push(restore);
    Object.defineProperty(object, name, { value: mocked, configurable: true, writable: true, enumerable: descriptor?.enumerable ?? true });
    return mocked;
  }

  restoreAll() {
    for (const restore of this.#restores.splice(0)) restore();
  }

  reset() { this.restoreAll(); }

  get timers() { return { enable: notImplemented('MockTimers.enable') }; }

  module() { return notImplemented('MockTracker.module')(); }

  getter() { return notImplemented('MockTracker.getter')(); }

  setter() { return notImplemented('MockTracker.setter')(); }
}

class TestContext {
  #node;
  #mock;

  constructor(node) {
    this.#node = node;
  }

  get name() { return this.#node.name; }

  get fullName() {
    const names = [];
    for (let node = this.#node; node.parent !== null; node = node.parent) names.unshift(node.name);
    return names.join(' > ');
  }

  get signal() { return notImplemented('TestContext.signal')(); }

  get mock() { return (this.#mock ??= new MockTracker()); }

  get assert() { return require('assert'); }

  test(...args) { return running.run(this.#node, () => add(false, args, {})); }

  diagnostic(message) { console.log(`ℹ ${message}`); }

  skip(message) { this.#node.skipped = message ?? true; }

  todo(message) { this.#node.todo = message ?? true; }

  plan() { return notImplemented('TestContext.plan')(); }

  before(fn) { this.#node.hooks.before.push(fn); }

  after(fn) { this.#node.hooks.after.push(fn); }

  beforeEach(fn) { this.#node.hooks.beforeEach.push(fn); }

  afterEach(fn) { this.#node.hooks.afterEach.push(fn); }
}

module.exports = Object.assign(test, hooks, {
  describe: suite,
  suite,
  it: test,
  test,
  run: notImplemented('test.run'),
  mock: new MockTracker(),
  snapshot: { setDefaultSnapshotSerializers: notImplemented('snapshot.setDefaultSnapshotSerializers') },
});
