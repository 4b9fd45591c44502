// R1: at main: the body, all ticks, all microtasks, then the loop
require('../prelude.js');
setTimeout(() => log('timer'), 1);
setImmediate(() => log('immediate'));
queueMicrotask(() => log('micro'));
process.nextTick(() => log('tick'));
Promise.resolve().then(() => log('reaction'));
block(5);
log('body');
