// T7: a due timer can be cleared by one before it, also from the drain between.
const block = require('./lib/block.js');
setTimeout(() => {
  console.log('timer 1');
  clearTimeout(second);
  process.nextTick(() => clearTimeout(third));
  queueMicrotask(() => clearTimeout(fourth));
}, 1);
const second = setTimeout(() => console.log('never'), 1);
const third = setTimeout(() => console.log('never'), 1);
const fourth = setTimeout(() => console.log('never'), 1);
setTimeout(() => console.log('timer 5'), 1);
block(5);
