// E3: alone in its pass: ticks run at the end of the pass, before the immediates
require('../prelude.js');
process.on('uncaughtException', (e) => { log('caught', e); setImmediate(() => log('immediate of handler')); setTimeout(() => log('timer of handler'), 1); block(5); });
setTimeout(() => { setImmediate(() => log('immediate')); process.nextTick(() => log('tick')); queueMicrotask(() => log('micro')); throw 'x'; }, 1);
