// X2: a throw in beforeExit with a handler: the loop turns, then beforeExit again
require('../prelude.js');
let n = 0;
process.on('uncaughtException', (e) => log('caught', e));
process.on('beforeExit', () => { log('beforeExit', ++n); process.nextTick(() => log('tick', n)); queueMicrotask(() => log('micro', n)); if (n === 1) throw 'x'; });
process.on('exit', (code) => log('exit', code));
