// U1: unhandledRejection comes after all ticks and microtasks, before the loop goes on
require('../prelude.js');
process.on('unhandledRejection', (r) => { log('unhandled', r); process.nextTick(() => log('tick of listener')); queueMicrotask(() => log('micro of listener')); });
Promise.reject('main');
process.nextTick(() => { log('tick'); Promise.reject('tick'); });
queueMicrotask(() => { log('micro'); process.nextTick(() => { log('tick of micro'); Promise.reject('tick of micro'); }); });
setTimeout(() => { log('timer'); Promise.reject('timer'); }, 1);
setTimeout(() => log('timer 2'), 1);
setImmediate(() => log('immediate'));
block(10);
