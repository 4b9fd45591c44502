// AL1: timers, immediates, ticks and queueMicrotask capture at creation, reactions at then() and await.
const { AsyncLocalStorage } = require('async_hooks');
const als = new AsyncLocalStorage();
const show = (what) => console.log(what, als.getStore());
let settle;
const p = new Promise((r) => { settle = r; });
als.run('a', () => {
  setTimeout(show, 1, 'timer');
  setImmediate(show, 'immediate');
  process.nextTick(show, 'tick');
  queueMicrotask(() => show('micro'));
  p.then(() => show('then in a'));
  (async () => { await p; show('after await'); })();
});
als.run('b', () => { p.then(() => show('then in b')); settle(); });
p.then(() => show('then outside'));
show('main');
