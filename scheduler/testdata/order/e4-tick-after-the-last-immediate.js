// E4: a tick that throws at the end of the batch waits for the next scope
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setImmediate(() => { log('a'); setImmediate(() => log('next batch')); process.nextTick(() => { throw 'x'; }); process.nextTick(() => log('tick 2')); setTimeout(() => log('timer'), 1); block(10); });
