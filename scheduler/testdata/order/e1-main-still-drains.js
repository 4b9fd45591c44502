// E1: a handled exception of the main program: ticks, microtasks and the loop go on
require('../prelude.js');
process.on('uncaughtException', (e) => { log('caught', e); process.nextTick(() => log('tick of the handler')); });
setTimeout(() => log('timer'), 1);
setImmediate(() => log('immediate'));
queueMicrotask(() => log('micro'));
process.nextTick(() => log('tick'));
block(10);
throw 'main';
