// R1: ticks of ticks come before microtasks, microtasks of microtasks before ticks
require('../prelude.js');
process.nextTick(() => { log('tick 1'); process.nextTick(() => log('tick of tick')); queueMicrotask(() => log('micro of tick')); });
queueMicrotask(() => {
  log('micro 1');
  process.nextTick(() => { log('tick of micro'); queueMicrotask(() => { log('micro of that'); process.nextTick(() => log('last tick')); }); });
  queueMicrotask(() => { log('micro of micro'); queueMicrotask(() => log('micro of micro of micro')); });
});
process.nextTick(() => log('tick 2'));
