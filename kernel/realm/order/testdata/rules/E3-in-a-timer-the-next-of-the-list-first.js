// E3: the next due timer of the same list runs before the ticks and microtasks of the one that threw.
process.on('uncaughtException', (e) => { console.log('caught', e.message); process.nextTick(() => console.log('tick of handler')); });
setTimeout(() => {
  process.nextTick(() => console.log('tick 1'));
  queueMicrotask(() => console.log('micro 1'));
  throw new Error('timer 1');
}, 1);
setTimeout(() => console.log('timer 2'), 1);
setTimeout(() => console.log('timer 3'), 1);
require('./lib/block.js')(5);
