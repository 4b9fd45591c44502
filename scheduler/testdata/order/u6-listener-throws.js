// U6: a throw in a listener is an uncaught exception, the rest of the batch is lost, the ticks left wait
require('../prelude.js');
process.on('uncaughtException', (e) => { log('caught', e); process.nextTick(() => log('tick of handler')); });
process.on('unhandledRejection', (r) => { log('unhandled', r); process.nextTick(() => log('tick of listener')); throw 'of listener'; });
Promise.reject('a');
Promise.reject('b');
setTimeout(() => { log('timer'); queueMicrotask(() => log('micro of timer')); }, 1);
setImmediate(() => log('immediate'));
block(10);
