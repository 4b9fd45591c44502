// Records what a program does as real Node runs it, as a trace (application/vnd.loopbook.trace.v1+json):
//
//	node record.cjs NAME.js|NAME.mjs > NAME.json
//
// async_hooks says which callback runs and what made it; wrappers round setTimeout, .then and the like, that change no
// order, tell the program's own callbacks from Node's. Comments in the program's first lines set what Node cannot
// know: "// cell: [4]", "// clock: virtual" (times are then computed from the timers' durations).
'use strict';
const hooks = require('node:async_hooks');
const fs = require('node:fs');
const path = require('node:path');
const util = require('node:util');
const { registerHooks } = require('node:module');
const { pathToFileURL } = require('node:url');
const { EventEmitter } = require('node:events');

const file = path.resolve(process.argv[2]);
const source = fs.readFileSync(file, 'utf8');
const lines = source.split('\n');
const directive = (name) => source.match(new RegExp(`^// ${name}: (.*)$`, 'm'))?.[1];
const isModule = file.endsWith('.mjs');
const PRELUDE = 'globalThis.__body();'; // put before the first line of a module

Error.stackTraceLimit = 100;
const events = [], promises = new Map(), numbers = []; // promises by async id; numbers: ids in order
const resources = new Map(); // async id -> how it came to be
const frames = []; // callbacks that Node is in
let script, then, recording = true, sequence = 0;

const shorten = (text, n) => (text.length > n ? text.slice(0, n - 3) + '...' : text);
const oneLine = (text, n = 120) => shorten(String(text).replace(/\s+/g, ' ').trim(), n);
const inspect = (v) => (v instanceof Error ? `${v.name}: ${v.message}` : oneLine(util.inspect(v, { depth: 1, breakLength: Infinity }), 80));

/** The program's frames of the stack, innermost first. */
function places() {
  const found = [];
  for (const line of new Error().stack.split('\n')) {
    const m = line.includes(path.basename(file)) && line.match(/:(\d+):(\d+)\)?$/);
    if (m) found.push({ line: +m[1], col: m[1] === '1' && isModule ? +m[2] - PRELUDE.length : +m[2] });
  }
  return found;
}
const text = ({ line, col }) => lines[line - 1].slice(col - 1);
/** The step that runs, or, inside a job without code of the program, the one that ran last. */
const running = () => frames.findLast((f) => f.step)?.step ?? (frames.length ? events.at(-1) : script);

/** Where a function of the program begins, searched from the place that mentions it. */
function placeOf(fn, from) {
  const code = String(fn);
  const start = lines.slice(0, from.line - 1).join('\n').length + (from.line > 1) + from.col - 1;
  let i = source.indexOf(code, start);
  if (i < 0) i = source.indexOf(code);
  if (i < 0 || code.includes('[native code]')) return from;
  const before = source.slice(0, i).split('\n');
  return { line: before.length, col: before.at(-1).length + 1 };
}

function labelOf(fn) {
  const code = String(fn);
  if (fn === console.log) return 'console.log';
  return code.includes('[native code]') ? `${fn.name || 'resolve'} (built in)` : oneLine(code);
}

/** One step: the program's code begins to run. */
function step(queue, label, place, more) {
  if (!recording) return;
  const e = { n: events.length + 1, q: queue, ...place, label, ...more };
  if (e.delay) e.delay = { ...e.delay };
  for (const k of Object.keys(e)) if (e[k] === undefined) delete e[k];
  events.push(e);
  return e;
}

// ---- what makes callbacks -----------------------------------------------------------------------------------------

hooks.createHook({
  init(id, type, trigger) {
    if (!recording) return;
    const at = places();
    const how = { id, type, trigger, at, by: running(), seq: ++sequence };
    resources.set(id, how);
    if (type === 'PROMISE') promise(how);
  },
  before(id) {
    const how = resources.get(id);
    frames.push({ id, how });
    if (how?.awaits) {
      const p = promises.get(how.trigger);
      frames.at(-1).step = step('promise', awaited(how.at[0]), how.at[0], causes(how, 'await', p));
    } else if (how?.thenable) {
      frames.at(-1).step = step('promise', `then of ${awaited(how.at[0]).replace('after await ', '')}`, how.at[0], { registered: { step: how.by?.n, ...how.at[0], what: 'await' } });
    }
  },
  after(id) {
    const frame = frames.pop();
    const target = promises.get(id);
    if (target && !frame.step) target.jobsInside = (target.jobsInside ?? 0) + 1; // a job without code of the program
  },
  promiseResolve(id) {
    const p = promises.get(id);
    if (!p) return;
    p.settledBy = { step: running()?.n, ...places()[0] };
    p.settledSeq = ++sequence;
    p.settledAlone = frames.length > 0 && !frames.at(-1).step;
    p.settledIn = frames.at(-1);
  },
}).enable();

/** The await whose operand stands at a place: V8 names the operand's place where that is a call. */
function awaitAt(at) {
  const i = (lines[at.line - 1].slice(0, at.col - 1) + text(at).match(/^(for )?await|/)[0]).search(/(for )?await(?!.*\bawait\b)/);
  return i < 0 ? undefined : { line: at.line, col: i + 1 };
}

const awaited = (at) => text(at).startsWith('for') ? balanced(text(at), 1) : `after ${balanced(text(at), 0)}`;

/** Code up to the end of its statement, or, with depth 1, of its first parenthesis. */
function balanced(code, least) {
  let depth = 0, i = 0;
  for (; i < code.length; i++) {
    if ('([{'.includes(code[i])) depth++;
    if (')]}'.includes(code[i]) && --depth < 0 || code[i] === ';' && depth === 0) break;
    if (least && code[i] === ')' && depth === 0) return oneLine(code.slice(0, i + 1), 80);
  }
  return oneLine(code.slice(0, i), 80);
}

function promise(how) {
  if (how.at.length === 0) return;
  const p = { how, made: how.by?.n };
  const at = how.at[0], code = text(at);
  if (then) {
    [p.kind, p.parents, p.internal, p.callback] = [then.kind, [how.trigger], then.internal, then];
    then = undefined;
    handled(how.trigger, how, p.kind);
    if (p.internal) {
      const combinator = [...promises.values()].findLast((q) => same(q.place, at) && /^(all|any|race)/.test(code));
      combinator?.inputs.push(how.trigger);
      return;
    }
  } else if (promises.has(how.trigger) && how.trigger !== hooks.executionAsyncId() && awaitAt(at)) {
    [p.kind, p.internal, p.parents] = ['await', true, [how.trigger]];
    [how.awaits, how.at[0]] = [true, awaitAt(at)];
    const operand = promises.get(how.trigger);
    if (operand.kind === 'await' && same(operand.place, how.at[0])) { // made of a value or thenable; what it hung on is the function's own promise
      operand.how.awaits = false;
      operand.how.thenable = true;
      const own = promises.get(operand.how.trigger);
      if (own && !own.handledBefore) own.handled = undefined;
      operand.parents = undefined;
    }
    handled(how.trigger, how, 'await');
  } else if (/^new Promise/.test(code)) {
    p.kind = 'new Promise';
  } else if (/^(all|allSettled|any|race|resolve|reject|try|withResolvers)\b/.test(code)) {
    p.kind = 'Promise.' + code.match(/^\w+/)[0];
  } else {
    p.kind = 'async function';
    if (how.at[1]) p.place = how.at[1];
  }
  p.place ??= how.at[0];
  if (!p.internal) {
    p.name = lines[p.place.line - 1].slice(0, p.place.col - 1).match(/\b(?:const|let|var)\s+(\w+)\s*=\s*(?:Promise\.)?$/)?.[1];
    p.expression = expression(p);
  }
  p.inputs = [];
  numbers.push(how.id);
  p.id = numbers.length;
  promises.set(how.id, p);
}

/** A then of a native promise handles it; Promise.all and its like do too. */
function handled(id, how, kind) {
  const p = promises.get(id);
  if (!p) return;
  p.handledBefore = p.handled !== undefined;
  if (p.handled) return;
  const within = /^(all|allSettled|any|race)\b/.exec(text(how.at[0]))?.[0];
  p.handled = { step: how.by?.n, ...how.at[0], what: kind === 'then' || kind === '.then' ? (within ? 'Promise.' + within : '.then') : kind };
  p.late = p.reported;
}

/** The expression that made a promise, up to its closing parenthesis. */
function expression(p) {
  const code = text(p.place);
  if (p.kind.startsWith('.')) return balanced(code.startsWith('(') ? p.kind + code : '.' + code, 1);
  if (p.kind.startsWith('Promise.')) return balanced('Promise.' + code, 1);
  return /^(new Promise|[\w.]+)\(/.test(code) ? balanced(code, 1) : p.kind;
}

function causes(how, what, parent) {
  const registered = { step: how.by?.n, ...how.at[0], what, promise: parent?.id };
  if (!parent) return { registered };
  return { registered, parent, registeredAt: how.seq };
}

// ---- wrappers that tell the program's callbacks from Node's ----------------------------------------------------------

const fromProgram = () => new Error().stack.split('\n')[3]?.includes(path.basename(file));

/** fn, with the step that begins when it is called. begin says what step. */
function wrap(fn, begin) {
  return function (...args) {
    if (!recording) return fn.apply(this, args);
    const frame = frames.at(-1) ?? {};
    const outer = frame.step;
    const e = frame.step ?? (frame.step = begin());
    if (frames.length === 0) frames.push(frame);
    try {
      return fn.apply(this, args);
    } catch (error) {
      if (!outer) e.threw = inspect(error);
      throw error;
    } finally {
      if (frames.length === 1 && frame.how === undefined) frames.pop();
    }
  };
}

function replace(object, name, make) {
  const original = object[name];
  object[name] = function (...args) {
    return make.call(this, original, args, fromProgram());
  };
  Object.defineProperty(object[name], 'name', { value: name });
}

/** Wrapper of an API whose callback is argument i. */
function api(object, name, i, queue, what, more = () => ({})) {
  replace(object, name, function (original, args, mine) {
    i = i < 0 ? args.length - 1 : i;
    if (!mine || typeof args[i] !== 'function') return original.apply(this, args);
    const fn = args[i], at = places()[0], by = running()?.n, extra = more(args);
    if (extra.delay) args[1] = apart(extra.delay.used);
    args[i] = wrap(fn, () => step(queue, labelOf(fn), placeOf(fn, at), { registered: { step: by, ...at, what }, ...extra }));
    return original.apply(this, args);
  });
}

const delay = (repeat) => (args) => {
  const used = args[1] >= 1 && args[1] <= 2147483647 ? Math.trunc(args[1]) : 1;
  return { delay: { asked: util.inspect(args[1]), used, repeat: repeat || undefined } };
};
/** With a virtual clock short times are drawn apart, so that timers set one after the other cannot change places on a busy machine. */
const apart = (ms) => (directive('clock') === 'virtual' && ms > 1 && ms < 100 ? 10 * ms : ms);
api(globalThis, 'setTimeout', 0, 'timer', 'setTimeout', delay(false));
api(globalThis, 'setInterval', 0, 'timer', 'setInterval', delay(true));
api(globalThis, 'setImmediate', 0, 'immediate', 'setImmediate');
api(globalThis, 'queueMicrotask', 0, 'promise', 'queueMicrotask');
api(process, 'nextTick', 0, 'nextTick', 'process.nextTick');
for (const name of ['readFile', 'stat', 'access', 'readdir']) api(fs, name, -1, 'poll', `fs.${name}`);

replace(process, 'on', function (original, [event, fn], mine) {
  if (!mine || event === 'uncaughtException') return original.call(this, event, fn); // that one runs inside the step that threw
  const at = places()[0], by = running()?.n;
  const queue = event === 'unhandledRejection' || event === 'rejectionHandled' ? 'promise' : 'script';
  return original.call(this, event, wrap(fn, () => step(queue, labelOf(fn), placeOf(fn, at), { registered: { step: by, ...at, what: `process.on('${event}')` }, event })));
});
replace(EventEmitter.prototype, 'on', emitterOn);
function emitterOn(original, [event, fn], mine) {
  if (!mine) return original.call(this, event, fn);
  const at = places()[0], by = running()?.n, owner = this.constructor.name;
  return original.call(this, event, wrap(fn, () => step(event === 'close' ? 'close' : 'poll', labelOf(fn), placeOf(fn, at), { registered: { step: by, ...at, what: `${owner}.on('${event}')` } })));
}
const { MessagePort } = require('node:worker_threads');
replace(MessagePort.prototype, 'on', emitterOn);

const originalThen = Promise.prototype.then;
let kindOfThen = '.then', finallyOf;
Promise.prototype.then = function (onFulfilled, onRejected) {
  const own = finallyOf ?? [onFulfilled, onRejected].find((f) => typeof f === 'function' && (f === console.log || !String(f).includes('[native code]')));
  const kind = kindOfThen, parent = this;
  kindOfThen = '.then';
  finallyOf = undefined;
  if (!recording) return originalThen.call(this, onFulfilled, onRejected);
  const info = { kind, internal: !own };
  const handler = (fn) => {
    if (typeof fn !== 'function' || !own) return fn;
    const at = places()[0];
    const fnOwn = kind === '.finally' ? own : fn;
    return wrap(fn, () => step('promise', labelOf(fnOwn), placeOf(fnOwn, at), causes(info.how, kind, promises.get(info.how.trigger))));
  };
  const a = handler(onFulfilled), b = handler(onRejected);
  then = info;
  const derived = originalThen.call(parent, a, b);
  then = undefined;
  info.how = [...resources.values()].findLast((how) => how.type === 'PROMISE' && promises.get(how.id)?.callback === info) ?? { at: [], trigger: 0 };
  return derived;
};
for (const name of ['catch', 'finally']) {
  const original = Promise.prototype[name];
  Promise.prototype[name] = function (fn) {
    kindOfThen = `.${name}`;
    finallyOf = name === 'finally' ? fn : undefined;
    return original.call(this, fn);
  };
}

console.log = (...args) => {
  const line = util.format(...args);
  const e = running();
  if (e) (e.out ??= []).push(line);
};
console.error = console.log;

// ---- order, reasons, phases ------------------------------------------------------------------------------------------

const MACRO = new Set(['timer', 'immediate', 'poll', 'close']);
const PHASE = { timer: 'timers', immediate: 'check', poll: 'poll', close: 'closing' };
const ORDER = { poll: 1, check: 2, closing: 3, timers: 4 };

function explain() {
  let turn = 0, phase = 'script', last, virtual = 0; // last: the last callback of the loop itself
  const byStep = new Map(events.map((e) => [e.n, e]));
  events.forEach((e, i) => {
    const prev = events[i - 1];
    const maker = byStep.get(e.registered?.step);
    if (e.event === 'beforeExit' || e.event === 'exit') phase = 'exit';
    else if (MACRO.has(e.q)) {
      const next = PHASE[e.q];
      if (e.delay && clockOf === 'virtual') {
        e.delay.due = (e.lastDue ?? maker.t ?? 0) + e.delay.used;
        virtual = Math.max(virtual, e.delay.due);
      }
      const later = next === phase && clockOf === 'virtual' && virtual > (last.t ?? 0);
      const again = later || next === phase && maker && maker.turn === turn && maker.phase === phase && e.q !== 'poll';
      if (ORDER[next] < (ORDER[phase] ?? (next === 'timers' ? 0 : 9)) || again) turn++;
      phase = next;
    } else if (phase === 'script' && i > 0) phase = 'microtasks';
    e.turn = turn;
    e.phase = phase;
    e.why = why(e, prev, last, maker, byStep);
    e.sure = 'rule';
    if (MACRO.has(e.q)) {
      race(e, last);
      last = e;
    }
    if (clockOf === 'virtual') {
      if (e.why.code === 'timer-due') e.why.due = e.delay.due;
      e.t = virtual || undefined;
    }
    if (e.delay?.repeat) { // the next turn of this interval
      const next = events.slice(i + 1).find((f) => f.delay && same(f.registered, e.registered));
      if (next) [next.lastDue, next.queued] = [e.t, { step: e.n, what: 'setInterval' }];
    }
  });
  return turn;
}

function why(e, prev, last, maker, byStep) {
  if (!prev) return { code: 'script-first' };
  const lastThrew = last?.threw && last.q === e.q && prev === last;
  if (lastThrew) return { code: 'after-throw', step: last.n };
  switch (e.q) {
    case 'script': return { code: 'exit-last' };
    case 'nextTick':
      if (prev.q === 'promise' && maker?.q === 'promise' && !prev.event) return { code: 'tick-after-promises', step: prev.n };
      return prev.q === 'nextTick' ? { code: 'fifo', step: prev.n } : { code: 'tick-before-promise' };
    case 'promise':
      if (e.event) return { code: 'rejections-after-drain' };
      if (prev.q === 'promise') return { code: 'fifo', step: prev.n };
      return { code: isModule && prev.n === 1 && events.some((f) => f.q === 'nextTick' && f.registered.step === 1) ? 'esm-promise-before-tick' : 'micro-before-next' };
    case 'timer':
      if (maker?.phase === 'timers' && e.delay.used === 1) return { code: 'timer-next-pass', step: maker.n };
      if (last?.q !== 'timer' || last.turn !== e.turn) return { code: 'timer-due' };
      return last.delay.used === e.delay.used ? { code: 'timer-list', step: last.n } : { code: 'timer-earlier-due', step: last.n };
    case 'immediate':
      if (last?.q === 'immediate' && last.turn === e.turn) return { code: 'fifo', step: last.n };
      return maker?.phase === 'check' ? { code: 'check-next-turn', step: maker.n } : { code: 'check-after-poll' };
    case 'poll': return { code: 'poll-complete' };
  }
  return { code: 'close-last' };
}

/** Orders that Node leaves open: a 1 ms timer against an immediate of the main program; two completions. */
function race(e, last) {
  if (!last || e.registered.step !== 1 || last.registered.step !== 1 || directive('sure') === 'rule') return;
  if (e.q === 'immediate' && last.q === 'timer' && last.delay.used === 1 && clockOf !== 'virtual') Object.assign(e, { sure: 'race', against: last.n });
  if (e.q === 'poll' && last.q === 'poll') Object.assign(e, { sure: 'race', against: last.n });
}

function finish() {
  const turns = explain();
  for (const e of events) {
    const p = e.parent;
    if (p) {
      const already = p.settledSeq < e.registeredAt;
      const s = p.settledBy ?? {};
      e.queued = { step: s.step, line: s.line, col: s.col, what: already ? 'already settled' : 'settled', promise: p.id };
      const extra = (p.settledAlone ? 1 : 0) + Math.max(0, (p.jobsInside ?? 0) - (p.settledIn?.id === p.how.id ? 1 : 0));
      if (extra > 0) e.also = { code: 'await-extra-jobs', count: extra };
    }
  }
  const starvation = +directive('starved');
  if (starvation) events.filter((e) => e.q === 'timer').slice(0, 1).forEach((e) => { e.also = { code: 'starved', count: starvation }; });
  const records = numbers.map((id) => recordOf(promises.get(id), id));
  const counts = {};
  for (const q of ['script', 'nextTick', 'promise', 'timer', 'immediate', 'poll', 'close']) {
    const n = events.filter((e) => e.q === q).length;
    if (n) counts[q] = n;
  }
  const cell = directive('cell');
  const ordered = events.map((e) => order(e, ['n', 'q', 'line', 'col', 'label', 'out', 'threw', 'registered', 'queued', 'delay', 'turn', 'phase', 't', 'why', 'also', 'sure', 'against']));
  const trace = { v: 1, cell, module: isModule || undefined, clock: clockOf, turns, steps: events.length, dry: true, events: ordered, promises: records, counts };
  fs.writeSync(1, layout(trace));
}

const order = (o, keys) => Object.fromEntries(keys.filter((k) => o[k] !== undefined).map((k) => [k, o[k]]));

function recordOf(p, id) {
  const [state, value] = details.get(id) ?? [0];
    const parents = [...(p.parents ?? []), ...p.inputs].map((x) => promises.get(x)?.id).filter((x) => x);
  const via = p.how.at.slice(p.kind === 'async function' ? 2 : 1, p.kind === 'async function' ? 6 : 5);
  const made = { step: p.made, ...p.place, what: p.expression ?? p.kind };
  return order({
    id: p.id, name: p.name, kind: p.kind, state: ['pending', 'fulfilled', 'rejected'][state], value: state ? inspect(value) : undefined, made, via: via.length ? via : undefined,
    settled: state ? { step: p.settledBy?.step, line: p.settledBy?.line, col: p.settledBy?.col } : undefined,
    parents: parents.length ? parents : undefined, waits: state ? undefined : waits(p), handled: p.handled, late: p.late || undefined,
    jobs: undefined, internal: p.internal || undefined,
  }, ['id', 'name', 'kind', 'state', 'value', 'made', 'via', 'settled', 'parents', 'waits', 'handled', 'late', 'jobs', 'internal']);
}

/** Pending: the promise that a chain, a combinator or an async function waits for; else nothing can settle it, since Node has ended. */
function waits(p) {
  const pending = (id) => details.get(id) === undefined;
  const open = p.inputs.filter(pending);
  if (p.inputs.length) return { for: 'promise', promise: promises.get(open[0])?.id, done: p.inputs.length - open.length, of: p.inputs.length };
  const inner = [...promises.values()].find((q) => q.kind === 'await' && q.parents && pending(q.how.id) && p.kind === 'async function' && inside(q, p));
  const on = [...(p.parents ?? []), ...(inner?.parents ?? [])].find(pending);
  return on ? { for: 'promise', promise: promises.get(on)?.id } : { for: 'nothing' };
}

/** Whether an await was made while an async function's promise was the newest, by its caller's line. */
const inside = (q, p) => q.how.at[1] ? same(q.how.at[1], p.place) : false;
const same = (a, b) => a?.line === b?.line && a?.col === b?.col;

/** JSON with one event or promise a line, so that a change is one line of a diff. */
function layout(trace) {
  const parts = Object.entries(trace).filter(([, v]) => v !== undefined).map(([k, v]) => {
    if (!Array.isArray(v)) return `${JSON.stringify(k)}:${JSON.stringify(v)}`;
    return `${JSON.stringify(k)}:[\n${v.map((x) => JSON.stringify(x)).join(',\n')}\n]`;
  });
  return `{${parts.join(',\n')}}\n`;
}

const details = new Map(), alive = new Map();
const clockOf = directive('clock');
const keep = hooks.createHook({ init(id, type, trigger, resource) { if (recording && type === 'PROMISE') alive.set(id, resource); } });
keep.enable();
process.on('exit', () => queueMicrotask(() => { // promise jobs run after all exit listeners
  recording = false;
  for (const [id, p] of alive) originalThen.call(p, (v) => details.set(id, [1, v]), (v) => details.set(id, [2, v]));
  queueMicrotask(finish);
}));
for (const event of ['unhandledRejection']) {
  process.prependListener?.(event, (_, p) => {
    for (const [id, q] of alive) if (q === p && promises.has(id)) promises.get(id).reported = true;
  });
}

inspect(new Error('to have everything loaded before the clock matters'));
places();

if (isModule) {
  globalThis.__body = () => {
    script = step('script', '(module)', { line: 1, col: 1 }, {});
    if (frames.length > 0) frames.at(-1).step = script;
  };
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      return url.endsWith(path.basename(file)) ? { ...loaded, source: PRELUDE + String(loaded.source) } : loaded;
    },
  });
  import(pathToFileURL(file)).catch((e) => { throw e; });
} else {
  script = step('script', '(cell script)', { line: 1, col: 1 }, {});
  try {
    require(file);
  } catch (e) {
    script.threw = inspect(e);
    throw e;
  }
}
