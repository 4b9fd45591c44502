// T4: ticks and microtasks run between any two timers, of one list or of two
require('../prelude.js');
function timer(name, ms) {
  setTimeout(() => { log(name); process.nextTick(() => log('tick', name)); queueMicrotask(() => log('micro', name)); }, ms);
}
timer('a', 1); timer('b', 1); timer('c', 30); timer('d', 30);
block(60);
