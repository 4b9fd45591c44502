// E3: if the thrower was the last of its list, ticks run before the next list
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setTimeout(() => { log('a'); process.nextTick(() => log('tick a')); queueMicrotask(() => log('micro a')); throw 'x'; }, 1);
setTimeout(() => { log('b'); process.nextTick(() => log('tick b')); }, 30);
setTimeout(() => log('c'), 60);
block(90);
