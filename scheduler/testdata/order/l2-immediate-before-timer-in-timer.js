// L2: in a timer callback the immediate precedes a new timer, also an overdue one
require('../prelude.js');
setTimeout(() => {
  setTimeout(() => log('timer'), 1);
  setImmediate(() => log('immediate'));
  block(10);
}, 1);
