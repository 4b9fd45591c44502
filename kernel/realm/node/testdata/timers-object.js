// what a program finds in a timer, and what it can change there: each object below is looked into in another way first
const util = require('util');
const log = (...a) => console.log(...a);
const thrown = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.message}`; } };
const neutral = (v) => util.inspect(v).replace(/_idleStart: \d+/g, '_idleStart: N').replace(/\((asyncId|triggerId)\): \d+/g, '($1): N');
const timers = [];
// each has a list of its own, so that its neighbours are the list
const made = (f, ...args) => { const t = setTimeout(f ?? (() => {}), 1e6 + timers.length, ...args); timers.push(t); return t; };
const key = Symbol('mine');

// looked into for the first time by …
log('get', made()._idleTimeout, made()._repeat, made()._timerArgs, made()._destroyed, typeof made()._idleStart, made().nothing, made()[key]);
log('has', '_idleNext' in made(), 'refresh' in made(), 'nothing' in made(), key in made(), Object.hasOwn(made(), '_repeat'), Object.hasOwn(made(), 'refresh'));
log('keys', Object.keys(made()).join(), Object.entries(made()).length, Object.getOwnPropertyNames(made()).join());
{ const t = made(); const names = []; for (const k in t) names.push(k); log('for in', names.join()); }
{ const t = made(); t.own = 5; log('set', t.own, Object.keys(t).at(-1)); }
{ const t = made(); t[key] = 6; log('set symbol', t[key], Object.getOwnPropertySymbols(t).at(-1) === key, key in t); }
{ const t = made(); log('set symbol by Reflect', Reflect.set(t, key, 7), t[key]); }
{ const t = made(); log('delete', delete t._repeat, delete t.nothing, Object.keys(t).join()); }
{ const t = made(); Object.defineProperty(t, 'defined', { value: 1, writable: true, enumerable: true, configurable: true }); log('define', t.defined); }
{ const t = made(); log('describe', Object.getOwnPropertyDescriptor(t, '_repeat'), Object.getOwnPropertyDescriptor(t, 'refresh')); }
{ const t = made(null, 1, 2); log('spread', Object.keys({ ...t }).join(), { ...t }._timerArgs); }
{ const t = made(null, 1, 2); log('assign', Object.assign({}, t)._timerArgs, t._timerArgs === t._timerArgs); }
{ const t = made(); log('inspect', neutral(t)); }
{ const t = made(); t[key] = t; t.more = [1]; log('inspect more', neutral(t)); }
{ const t = made(); log('depth', neutral([[[t]]]), util.inspect([t], { depth: 0 }).length > 100, neutral({ t })); }
{ const t = made(); log('json', thrown(() => JSON.stringify(t)).split('\n')[0]); }
{ const t = made(); log('prototype', Object.setPrototypeOf(t, null) === t, Object.getPrototypeOf(t), t._repeat); }
{ const t = made(); const p = Object.getPrototypeOf(t); log('instance', t instanceof t.constructor, t instanceof Object, p.isPrototypeOf(t), p === t.constructor.prototype, String(t.toString()), Object.prototype.toString.call(t)); }
{ const t = made(); log('weak', new WeakMap([[t, 1]]).get(t), new Set([t, t]).size, t === t); t.own = 1; log(new WeakMap([[t, 2]]).get(t)); }
{ const t = made(); t._idleStart; Object.defineProperty(t, 'hidden', { value: 1 }); log('hidden', t.hidden, Object.keys(t).includes('hidden')); }
{ const m = new Map(); const t = made(); m.set(t, 1); t._idleNext; log('identity', m.get(t), m.has(t), timers.includes(t)); }
log('equal', util.isDeepStrictEqual(timers[0], timers[0]), typeof timers[0], Array.isArray(timers[0]), util.types.isProxy(timers[0]));
log('close', made().close()._destroyed, made().close()._onTimeout, made().close()._idleTimeout, made().close()._idleNext);
{ const t = made(null, 1); clearTimeout(t); log('cleared', t._timerArgs, t._onTimeout, t._idleTimeout); }
{ const t = made(null, 1); t.own = 1; clearTimeout(t); log('opened and cleared', t._timerArgs, t._onTimeout, t._idleTimeout, t._idleNext, t._destroyed); }
{ const im = setImmediate(() => log('never'), 1, 2); log('immediate', Object.keys(im).join(), im._argv, im._destroyed, im._onImmediate.name === ''); clearImmediate(im); log(neutral(im)); }
{ const im = setImmediate(() => {}); im[key] = 1; log('immediate symbol', im[key], Object.getOwnPropertySymbols(im).length); clearImmediate(im); }
{ const im = setImmediate(() => {}); im.unref(); log('unref', neutral(im)); im.ref(); log(im.hasRef()); clearImmediate(im); log(im.hasRef(), im.ref().hasRef()); }
{ const t = made(); log('refs', t.unref() === t, t.hasRef(), neutral(t).includes('Symbol(refed): false'), t.ref().hasRef(), neutral(t).includes('Symbol(refed): true')); }
{ const t = made(); const id = +t; log('primitive', Number.isInteger(id), neutral(t).includes('kHasPrimitive): true'), `${t}` === `${id}`, t > 0); clearTimeout(`${id}`); log(t._destroyed, t._onTimeout); }
log(thrown(() => { class Later { #x = 1; constructor(t) { return t; } } return new Later(made()).hasRef(); }));
for (const odd of [{}, [], () => {}, new Proxy({}, {}), setImmediate(() => {}), process.env]) log('odd', thrown(() => clearTimeout(odd)), thrown(() => clearImmediate(odd)), thrown(() => clearInterval(odd)));
for (const t of timers) clearTimeout(t);

// what a program assigns is what counts
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
process.on('uncaughtException', (e) => log('uncaught', e.name, e.message));
(async () => {
  const changed = setTimeout(() => log('the first callback'), 1, 'a');
  changed._onTimeout = function(...args) { log('the second', args, this === changed); };
  await wait(15);
  const args = setTimeout((...a) => log('args', a), 1, 'a');
  args._timerArgs.push('b');
  await wait(15);
  const args2 = setTimeout((...a) => log('args', a), 1);
  args2._timerArgs = [1, 2];
  await wait(15);
  const gone = setTimeout(() => log('never'), 1);
  gone._onTimeout = null;
  await wait(15);
  log(gone._destroyed, gone.hasRef(), gone._onTimeout);
  const wrong = setTimeout(() => log('never'), 1);
  wrong._onTimeout = 5;
  await wait(15);
  log(wrong._destroyed);
  const longer = setTimeout(() => log('longer'), 1);
  longer._idleTimeout = 40;
  longer.refresh();
  await wait(15);
  log('not yet', longer._idleTimeout);
  await wait(60);
  const never = setTimeout(() => log('once'), 1);
  never._idleTimeout = -1;
  never.refresh();
  await wait(15);
  log(never._destroyed, never._idleTimeout);
  let n = 0;
  const turns = setInterval(() => { log('turn', ++n); if (n === 2) turns._repeat = null; }, 1);
  await wait(40);
  log(turns._destroyed, turns._repeat, turns._idleTimeout);
  const turns2 = setInterval(() => { log('turn', ++n); if (n === 4) turns2._idleTimeout = -1; }, 1);
  await wait(40);
  log(turns2._destroyed, turns2._repeat, turns2._idleTimeout);
  const slower = setInterval(() => { log('slower', slower._idleTimeout, ++n); slower._repeat = 30; if (n === 7) clearInterval(slower); }, 1);
  await wait(150);
  log(slower._repeat, slower._idleTimeout, slower._destroyed);
  const one = setTimeout(() => log('one shot', ++n, one._idleNext, one._destroyed), 1);
  one._repeat = 2;
  one._onTimeout = () => { log('became an interval', ++n); if (n >= 10) one.close(); };
  await wait(40);
  log(one._destroyed);
  const inside = setTimeout(() => { inside.own = 1; log('inside', inside._idleNext, inside._destroyed, inside._onTimeout === inside._onTimeout); }, 1);
  await wait(15);
  log(inside.own, inside._destroyed, inside._idleNext, typeof inside._onTimeout);
  const insideCleared = setTimeout((a) => { clearTimeout(insideCleared); log('inside', a, insideCleared._timerArgs, insideCleared._onTimeout, insideCleared._destroyed, insideCleared._idleTimeout); }, 1, 'x');
  await wait(15);
  log(insideCleared._timerArgs, insideCleared._onTimeout);
  const clearedClosed = setTimeout((a) => { clearTimeout(clearedClosed); }, 1, 'x');
  await wait(15);
  log(clearedClosed._timerArgs, clearedClosed._onTimeout, clearedClosed._destroyed, clearedClosed._idleTimeout);
  const thrower = setTimeout(() => { throw new Error('thrown'); }, 1);
  await wait(15);
  log(thrower._destroyed, typeof thrower._onTimeout);
  const revived = setTimeout(() => log('revived'), 1);
  await wait(15);
  const before = +revived;
  revived.refresh();
  log(+revived === before, revived._destroyed, revived._idleNext !== null);
  await wait(15);
  const im = setImmediate((...a) => log('never', a), 1);
  im._onImmediate = function(...a) { log('im', a, this === im, im._destroyed); };
  im._argv = [2, 3];
  await wait(5);
  log(neutral(im));
  const im2 = setImmediate(() => log('never'));
  im2._onImmediate = 7;
  await wait(5);
  const im3 = setImmediate(function() { im3.own = 1; log(Object.keys(im3).join(), this === im3, im3.hasRef()); });
  await wait(5);
  log(im3.own, im3._onImmediate, im3._argv, im3._destroyed);
})();
