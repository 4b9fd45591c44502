// R1: a microtask chain of any length runs to its end before a tick it queued
require('../prelude.js');
let n = 0;
function hop() { if (++n < 3000) queueMicrotask(hop); else log('hops', n); }
queueMicrotask(() => { process.nextTick(() => log('tick')); hop(); });
