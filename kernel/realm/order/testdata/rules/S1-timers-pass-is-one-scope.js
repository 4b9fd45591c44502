// S1: a timers pass is one scope, but between its timers everything is drained.
const block = require('./lib/block.js');
for (const n of [1, 2, 3]) {
  setTimeout(() => {
    console.log('timer', n);
    process.nextTick(() => console.log('tick', n));
    Promise.resolve().then(() => console.log('micro', n));
  }, 1);
}
block(5);
