// L3: in an I/O callback the immediate precedes the timer
require('../prelude.js');
stat(() => {
  setTimeout(() => log('timer'), 1);
  setImmediate(() => log('immediate'));
  process.nextTick(() => log('tick'));
  queueMicrotask(() => log('micro'));
  block(10);
});
