// E8: and so do its microtasks when it queued no tick
require('../prelude.js');
process.on('uncaughtException', (e) => log('caught', e));
stat(() => {
  setImmediate(() => log('immediate'));
  queueMicrotask(() => { log('micro'); process.nextTick(() => log('tick of micro')); });
  throw 'io';
});
