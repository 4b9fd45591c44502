// T5: a timer made in a pass does not run in it, however long callbacks take.
const block = require('./lib/block.js');
setTimeout(() => {
  console.log('timer 1');
  setTimeout(() => console.log('made in the pass'), 1);
  setImmediate(() => console.log('immediate'));
  block(10);
}, 1);
setTimeout(() => console.log('timer 2'), 1);
block(5);
