// T13: setInterval counts turns it missed and gives them without waiting.
const block = require('./lib/block.js');
const timers = require('timers/promises');
(async () => {
  let n = 0;
  for await (const v of timers.setInterval(20, 'v')) {
    console.log(v, ++n);
    if (n === 1) { block(30); setImmediate(() => console.log('immediate')); }
    if (n === 3) break;
  }
  await timers.scheduler.wait(1);
  await timers.scheduler.yield();
  console.log('end');
})();
