'use strict';
// What random programs stand on. A program is a function of a world: its log, its variables, its helpers. Programs of
// one batch run one after another, each when the loop has run dry after the one before it, in an immediate: at the main
// program's end Loopbook decides a race that Node leaves open. In between a second passes in which what the last one left
// behind (unref'ed timers, unsettled promises) comes to nothing.
//
// ORDER_CLOCK says whose clock it is: 'bubble' and 'preloaded' are fake clocks that stand still but for block() and
// for the loop's sleep; without it block() is a busy loop.

const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const events = require('events');
const timers = require('timers/promises');
const util = require('util');

const clock = process.env.ORDER_CLOCK;
const loopbook = 'loopbook' in process.versions;

// Neither output nor block() may leave a tick behind.
const write = loopbook ? (text) => { console.log(text); } : (() => {
  const { writeSync } = require('fs');
  return (text) => { writeSync(1, `${text}\n`); };
})();

const block = {
  bubble: (ms) => { console.error(`block ${ms}`); },
  preloaded: (ms) => { require('os').setPriority(ms, 0); },
}[clock] ?? ((ms) => {
  const end = performance.now() + ms;
  while (performance.now() < end);
});
if (clock === 'preloaded') require('os');

const err = (message) => new Error(message);

// show is the same text on every engine: of errors that the program did not make only name and code.
function show(v) {
  if (typeof v === 'function') return '<function>';
  if (typeof v === 'symbol') return '<symbol>';
  if (v === null || typeof v !== 'object') return String(v);
  if (v instanceof Error || typeof DOMException === 'function' && v instanceof DOMException) return showError(v);
  if (v instanceof Promise) return '<promise>';
  if (Array.isArray(v)) return `[${v.map(show).join(', ')}]`;
  if (v instanceof Event) return `<event ${v.type}>`;
  if ('done' in v) return `{${show(v.value)} ${v.done ? 'done' : 'more'}}`;
  if ('status' in v) return `{${v.status} ${show('reason' in v ? v.reason : v.value)}}`;
  return '<object>';
}

function showError(e) {
  let text = /^E\d+$/.test(e.message) ? e.message : e.code ? `${e.name}/${e.code}` : e.name;
  if (e.cause !== undefined) text += ` because ${show(e.cause)}`;
  if (Array.isArray(e.errors)) text += show(e.errors);
  return text;
}

class Sub extends Promise {}

function deferred() {
  const d = {};
  d.promise = new Promise((resolve, reject) => { d.resolve = resolve; d.reject = reject; });
  return d;
}

const processEvents = ['uncaughtException', 'uncaughtExceptionMonitor', 'unhandledRejection', 'rejectionHandled', 'warning'];

// world makes what one program sees. emit takes each line of its log.
function world(fuel, emit) {
  const start = performance.now();
  const als = new AsyncLocalStorage();
  let last = 0;
  const log = (...words) => {
    if (fuel-- <= 0) return false;
    let line = words.map(show).join(' ');
    const store = als.getStore();
    if (store !== undefined && words[0] !== 'uncaught') line += ` <${store}>`;
    const at = performance.now() - start;
    if (clock && at !== last) line += ` @${last = at}`;
    emit(line);
    return true;
  };
  const ports = [];
  const w = {
    log, show, err, block, deferred, Sub, als, timers, util, AsyncLocalStorage, AsyncResource,
    once: events.once, on: events.on, addAbortListener: events.addAbortListener, EventEmitter: events,
    t: [], i: [], p: [], d: [deferred(), deferred()], g: [], ee: [new events(), new events({ captureRejections: true })],
    et: [new EventTarget(), new EventTarget()], ac: [new AbortController(), new AbortController()],
    die() { fuel = 0; },
    port(k) {
      if (!ports[k]) ports.push(...(({ port1, port2 }) => [port1, port2])(new MessageChannel()));
      return ports[k];
    },
    closePorts() { for (const port of ports) port.close(); },
    thenable: (label, body) => ({ then(yes, no) { log(label); return body(yes, no); } }),
    // iterable logs each call of its methods; results are what the program made of them.
    iterable(label, symbol, results, end) {
      let n = 0;
      return {
        [symbol]() {
          log(label, 'iterator');
          return {
            next(v) { log(label, 'next', v); return n < results.length ? results[n++]() : { value: label, done: true }; },
            return: end && ((v) => { log(label, 'return', v); return end(v); }),
          };
        },
      };
    },
    disposable: (label, symbol, body) => ({ [symbol]() { log(label); return body?.(); } }),
    ok: (value, done = false) => ({ value, done }),
  };
  for (let k = 0; k < 3; k++) w.p.push(Promise.resolve(`p${k}`));
  return w;
}

function listen(log) {
  for (const name of processEvents) process.removeAllListeners(name);
  process.setUncaughtExceptionCaptureCallback(null);
  process.on('uncaughtException', (e, origin) => log('uncaught', e, origin));
}

const FUEL = 120;

// batch runs programs one after another, and prints the log of each when it is over.
function batch(programs) {
  let current;
  const next = () => {
    if (current) return finish();
    const program = programs.shift();
    if (program) setImmediate(begin, program);
  };
  const begin = ([id, body]) => {
    const lines = [];
    const w = world(FUEL, (line) => lines.push(line));
    current = { id, lines, w };
    write(`#${id}`);
    listen(w.log);
    // Ports that nobody closes hold the loop; some programs have no end.
    setTimeout(() => w.closePorts(), 1000).unref();
    current.endless = setTimeout(() => process.exit(), 3000).unref();
    w.als.run(undefined, body, w);
  };
  const finish = () => {
    const { lines, w, endless } = current;
    clearTimeout(endless);
    current = undefined;
    write([...lines, '.'].join('\n'));
    w.die();
    w.closePorts();
    listen(() => {});
    setTimeout(() => {}, 1100);
  };
  process.on('beforeExit', next);
}

// begin makes the world of a program that is the main module, and whose log is printed line by line.
function begin() {
  const w = world(FUEL, write);
  setTimeout(() => w.closePorts(), 1000).unref();
  setTimeout(() => process.exit(99), 3000).unref();
  return w;
}

// alone runs one program as the main module.
const alone = (body) => body(begin());

module.exports = { batch, begin, alone, block };
