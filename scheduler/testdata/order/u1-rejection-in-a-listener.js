// U1: rejections made in a listener are the next batch, after ticks and microtasks
require('../prelude.js');
let n = 0;
process.on('unhandledRejection', (r) => { log('unhandled', r); if (++n < 3) Promise.reject(n); process.nextTick(() => log('tick', r)); queueMicrotask(() => log('micro', r)); });
Promise.reject('a');
Promise.reject('b');
setImmediate(() => log('immediate'));
