// R1: ticks that queue ticks keep everything else waiting
require('../prelude.js');
let n = 0;
setTimeout(() => log('timer'), 1);
setImmediate(() => log('immediate'));
queueMicrotask(() => log('micro'));
function hop() { if (++n < 5000) process.nextTick(hop); else log('hops', n); }
process.nextTick(hop);
block(5);
