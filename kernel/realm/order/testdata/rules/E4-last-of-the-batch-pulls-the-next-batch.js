// E4: if it was the last of the batch, immediates of the next batch run at once, before due timers and its ticks.
process.on('uncaughtException', (e) => console.log('caught', e.message));
const block = require('./lib/block.js');
setImmediate(() => setImmediate(() => console.log('next batch')));
setImmediate(() => {
  setTimeout(() => console.log('timer'), 1);
  block(5);
  process.nextTick(() => console.log('tick'));
  throw new Error('last');
});
