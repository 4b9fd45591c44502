// E3: if it was the last of its list, everything is drained before the next list.
process.on('uncaughtException', (e) => console.log('caught', e.message));
setTimeout(() => {
  process.nextTick(() => console.log('tick'));
  queueMicrotask(() => console.log('micro'));
  throw new Error('timer 1');
}, 1);
setTimeout(() => console.log('timer of the next list'), 3);
require('./lib/block.js')(8);
