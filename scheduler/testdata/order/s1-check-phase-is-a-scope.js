// S1: ticks that a failed scope left run when the check phase starts, before the first immediate
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setImmediate(() => log('immediate'));
process.nextTick(() => { throw 'x'; });
process.nextTick(() => log('tick left'));
queueMicrotask(() => log('micro left'));
