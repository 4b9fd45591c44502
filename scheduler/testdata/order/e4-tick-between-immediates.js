// E4: a tick that throws between two immediates: the next immediate, then the ticks left
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setImmediate(() => { log('a'); process.nextTick(() => { throw 'x'; }); process.nextTick(() => log('tick 2')); queueMicrotask(() => log('micro')); });
setImmediate(() => log('b'));
setImmediate(() => log('c'));
