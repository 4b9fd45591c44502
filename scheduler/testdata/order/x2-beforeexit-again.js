// X2: beforeExit again each time it made the loop alive; ticks and microtasks alone do not
require('../prelude.js');
let n = 0;
process.on('beforeExit', () => {
  log('beforeExit', ++n);
  process.nextTick(() => log('tick'));
  queueMicrotask(() => log('micro'));
  if (n === 1) setTimeout(() => log('timer'), 1);
  if (n === 2) setImmediate(() => log('immediate'));
});
process.on('exit', (code) => log('exit', code));
