// L2: also when a tick or a microtask of the timer makes them.
const block = require('./lib/block.js');
setTimeout(() => {
  process.nextTick(() => { setTimeout(() => console.log('timer of tick'), 0); block(3); });
  queueMicrotask(() => { setImmediate(() => console.log('immediate of micro')); });
}, 1);
