// E2: after a throw in a tick a due timer runs before the ticks that are left
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setTimeout(() => { log('timer'); process.nextTick(() => log('tick of timer')); }, 1);
setImmediate(() => log('immediate'));
queueMicrotask(() => log('micro'));
process.nextTick(() => { log('tick 1'); throw 'x'; });
process.nextTick(() => log('tick 2'));
block(10);
