// E2: the rest of the ticks is left; a due timer runs before them.
process.on('uncaughtException', (e) => console.log('caught', e.message));
setTimeout(() => console.log('timer'), 1);
process.nextTick(() => { throw new Error('tick 1'); });
process.nextTick(() => console.log('tick 2'));
queueMicrotask(() => console.log('micro'));
require('./lib/block.js')(5);
