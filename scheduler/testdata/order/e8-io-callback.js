// E8: ticks of an I/O callback that threw wait for the next scope
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
stat(() => {
  setTimeout(() => log('timer'), 1);
  setImmediate(() => log('immediate'));
  queueMicrotask(() => log('micro'));
  process.nextTick(() => log('tick'));
  block(10);
  throw 'io';
});
