// R1: in a callback that queued no tick microtasks come first, then the ticks they made
require('../prelude.js');
setImmediate(() => {
  queueMicrotask(() => { log('micro 1'); process.nextTick(() => log('tick')); });
  queueMicrotask(() => log('micro 2'));
});
setImmediate(() => log('next immediate'));
