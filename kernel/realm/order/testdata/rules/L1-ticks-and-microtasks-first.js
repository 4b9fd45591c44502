// L1: ticks, microtasks, due timers, immediates.
const block = require('./lib/block.js');
setImmediate(() => console.log('immediate'));
setTimeout(() => console.log('timer'), 1);
queueMicrotask(() => console.log('micro'));
process.nextTick(() => console.log('tick'));
block(5);
