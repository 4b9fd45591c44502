// E2: each throwing tick ends a drain; the rest of the queue is kept each time
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
process.nextTick(() => { throw 'a'; });
process.nextTick(() => log('tick 2'));
process.nextTick(() => { throw 'b'; });
process.nextTick(() => log('tick 3'));
queueMicrotask(() => log('micro'));
setImmediate(() => log('immediate'));
