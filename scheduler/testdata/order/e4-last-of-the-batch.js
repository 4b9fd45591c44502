// E4: if the last of the batch threw, the next batch runs in the same check phase, before due timers and ticks
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setImmediate(() => { log('a'); setImmediate(() => log('next batch 1')); setTimeout(() => log('timer'), 1); block(10); });
setImmediate(() => { log('b'); setImmediate(() => log('next batch 2')); process.nextTick(() => log('tick b')); queueMicrotask(() => log('micro b')); throw 'x'; });
