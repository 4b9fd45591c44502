// R2: process._tickCallback drains synchronously
require('../prelude.js');
setTimeout(() => {
  process.nextTick(() => log('tick'));
  queueMicrotask(() => log('micro'));
  process._tickCallback();
  log('after the first');
  queueMicrotask(() => log('micro alone'));
  process._tickCallback();
  log('end');
}, 1);
