// U4: without a listener a rejection is an uncaught exception; the rest of the batch goes on
require('../prelude.js');
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); process.nextTick(() => log('tick')); });
Promise.reject(new Error('a'));
Promise.reject(new Error('b'));
setImmediate(() => log('immediate'));
