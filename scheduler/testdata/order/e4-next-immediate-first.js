// E4: the next immediate runs before the ticks and microtasks of the one that threw
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
setImmediate(() => { log('a'); process.nextTick(() => log('tick a')); queueMicrotask(() => log('micro a')); throw 'x'; });
setImmediate(() => { log('b'); process.nextTick(() => log('tick b')); });
setImmediate(() => log('c'));
