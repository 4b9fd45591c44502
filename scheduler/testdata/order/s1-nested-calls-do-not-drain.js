// S1: a nested call does not drain
require('../prelude.js');
function call(f) { f(); }
setImmediate(() => {
  call(() => { process.nextTick(() => log('tick')); queueMicrotask(() => log('micro')); });
  call(() => log('second call'));
  log('end of callback');
});
