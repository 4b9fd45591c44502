// E4: if another one threw, the next batch waits for the due timers
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setImmediate(() => { log('a'); setImmediate(() => log('next batch')); setTimeout(() => log('timer'), 1); block(10); process.nextTick(() => log('tick a')); throw 'x'; });
setImmediate(() => log('b'));
