// F1: after a completion its ticks, its microtasks, then CHECK, then TIMERS.
const block = require('./lib/block.js');
require('fs').stat(__filename, (e, s) => {
  console.log('stat', s.isFile());
  setTimeout(() => console.log('timer'), 1);
  setImmediate(() => console.log('immediate'));
  queueMicrotask(() => console.log('micro'));
  process.nextTick(() => console.log('tick'));
  block(5);
});
