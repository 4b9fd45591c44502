// E2: also the last tick: the microtasks still wait for the next scope
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setTimeout(() => { log('timer'); queueMicrotask(() => log('micro of timer')); process.nextTick(() => log('tick of timer')); }, 1);
queueMicrotask(() => log('micro'));
process.nextTick(() => { throw 'x'; });
block(10);
