// T5: a timer made in a pass does not run in it, however long the callback blocks
require('../prelude.js');
setTimeout(() => {
  log('first');
  setTimeout(() => log('made in the pass'), 1);
  block(20);
}, 1);
setTimeout(() => { log('second'); setImmediate(() => log('immediate')); }, 1);
block(10);
