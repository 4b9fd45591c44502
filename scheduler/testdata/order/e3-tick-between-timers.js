// E3: a tick that throws between two timers: the next timer, then the ticks left
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setTimeout(() => { log('a'); process.nextTick(() => { throw 'x'; }); process.nextTick(() => log('tick 2')); queueMicrotask(() => log('micro')); }, 1);
setTimeout(() => log('b'), 1);
setTimeout(() => log('c'), 30);
block(60);
