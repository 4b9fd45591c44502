// ESM2: after an await of a timer: the timer's ticks, the body, its microtasks, its ticks; then immediate before timer.
import block from './lib/block.js';
await new Promise((r) => setTimeout(() => { process.nextTick(() => console.log('tick of the timer')); r(); }, 1));
console.log('body');
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
setTimeout(() => console.log('timer'), 0);
setImmediate(() => console.log('immediate'));
block(5);
