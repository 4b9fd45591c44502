// X1: process.exit: exit listeners, then nothing
require('../prelude.js');
process.on('exit', (code) => { log('exit', code); process.nextTick(() => log('never')); queueMicrotask(() => log('never')); });
process.nextTick(() => log('tick 1'));
process.nextTick(() => { queueMicrotask(() => log('never')); process.exit(9); });
process.nextTick(() => log('never'));
