// E4: if the thrower cleared the rest of the batch, it was the last
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setImmediate(() => { log('a'); setImmediate(() => log('next batch')); setTimeout(() => log('timer'), 1); block(10); process.nextTick(() => log('tick a')); clearImmediate(b); throw 'x'; });
const b = setImmediate(() => log('never'));
