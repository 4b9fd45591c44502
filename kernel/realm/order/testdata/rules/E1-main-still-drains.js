// E1: after an exception in the main program that is handled, ticks, microtasks and the loop go on.
process.on('uncaughtException', (e, origin) => console.log('caught', e.message, origin));
setTimeout(() => console.log('timer'), 1);
setImmediate(() => console.log('immediate'));
queueMicrotask(() => console.log('micro'));
process.nextTick(() => console.log('tick'));
require('./lib/block.js')(5);
throw new Error('main');
