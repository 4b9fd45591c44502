// After 'beforeExit' the loop starts again, and no timer that is about to be due is waited for.
const { block } = require('../driver.js');
const { log } = console;
const start = performance.now();
const now = () => performance.now() - start;
let count = 0;
setImmediate(() => {
  let n = 0;
  const t = setInterval(() => {
    if (++n > 1) clearInterval(t);
    else setInterval(() => { count++; }, 2).unref();
  }, 0);
});
let stage = 0;
process.on('beforeExit', () => {
  log('beforeExit', stage, now(), count);
  switch (stage++) {
    case 0: return setTimeout(() => {}, 1100);
    case 1: return setImmediate(() => {
      log('immediate', now(), count);
      setTimeout(() => log('timer', now(), count), 0);
      block(1);
    });
  }
});
