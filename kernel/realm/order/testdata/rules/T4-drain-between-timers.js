// T4: between two timers of a pass everything is drained, in one list and over lists.
const block = require('./lib/block.js');
for (const [n, ms] of [[1, 1], [2, 1], [3, 4], [4, 4]]) {
  setTimeout(() => {
    console.log('timer', n);
    process.nextTick(() => console.log('tick', n));
    queueMicrotask(() => console.log('micro', n));
  }, ms);
}
block(12);
