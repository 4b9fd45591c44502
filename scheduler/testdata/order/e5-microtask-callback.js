// E5: a throw in queueMicrotask is reported there; the other microtasks go on, then ticks
require('../prelude.js');
process.on('uncaughtException', (e) => { log('caught', e); queueMicrotask(() => log('micro of handler')); });
setTimeout(() => {
  queueMicrotask(() => { throw 'x'; });
  queueMicrotask(() => { log('micro 2'); process.nextTick(() => log('tick of micro 2')); });
  process.nextTick(() => log('tick'));
}, 1);
setTimeout(() => log('next timer'), 1);
block(10);
