// E3: after a throw the next due timer of the list runs before the ticks and microtasks left
require('../prelude.js');
process.on('uncaughtException', (e) => { log('caught', e); process.nextTick(() => log('tick of handler')); queueMicrotask(() => log('micro of handler')); });
setTimeout(() => { log('a'); process.nextTick(() => log('tick a')); queueMicrotask(() => log('micro a')); throw 'x'; }, 1);
setTimeout(() => { log('b'); process.nextTick(() => log('tick b')); }, 1);
setTimeout(() => log('c'), 1);
block(20);
