// I2: ticks, microtasks and rejections between every two
require('../prelude.js');
process.on('unhandledRejection', (r) => log('unhandled', r));
setImmediate(() => { log('a'); queueMicrotask(() => log('micro a')); process.nextTick(() => log('tick a')); Promise.reject('r'); });
setImmediate(() => { log('b'); queueMicrotask(() => { log('micro b'); process.nextTick(() => log('tick b')); }); });
setImmediate(() => log('c'));
