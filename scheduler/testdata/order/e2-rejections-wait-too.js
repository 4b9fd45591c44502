// E2: rejections are not looked at in the drain that failed
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
process.on('unhandledRejection', (e) => log('unhandled', e));
Promise.reject('r');
process.nextTick(() => { throw 'x'; });
process.nextTick(() => log('tick 2'));
queueMicrotask(() => log('micro'));
setImmediate(() => log('immediate'));
