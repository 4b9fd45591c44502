// I4: one that was cleared by a callback that threw does not count as having run
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setImmediate(() => { log('a'); clearImmediate(b); process.nextTick(() => log('tick a')); throw 'x'; });
const b = setImmediate(() => log('never b'));
setImmediate(() => log('c'));
setImmediate(() => log('d'));
