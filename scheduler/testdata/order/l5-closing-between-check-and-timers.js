// L5: close callbacks come after the immediates and before the timers
require('../prelude.js');
const c = channel();
c.a.on('close', () => { log('close'); process.nextTick(() => log('tick of close')); queueMicrotask(() => log('micro of close')); });
setImmediate(() => {
  c.a.close();
  setTimeout(() => log('timer'), 1);
  setImmediate(() => log('next immediate'));
  block(10);
});
