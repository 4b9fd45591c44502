// X3: at the natural end: microtasks of the listeners run, ticks and timers do not
require('../prelude.js');
process.on('exit', (code) => {
  log('exit', code);
  process.nextTick(() => log('never'));
  setTimeout(() => log('never'), 1);
  setImmediate(() => log('never'));
  queueMicrotask(() => { log('micro'); queueMicrotask(() => log('micro of micro')); });
});
process.on('exit', (code) => log('second listener'));
