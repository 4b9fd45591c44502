// T4: also microtasks alone, and the ticks they make
require('../prelude.js');
setTimeout(() => { log('a'); queueMicrotask(() => { log('micro a'); process.nextTick(() => log('tick of micro a')); }); }, 1);
setTimeout(() => log('b'), 1);
block(10);
