// Woken by a timer: new microtasks before new ticks, then the immediate before a timer of 0 ms (ESM2).
await new Promise((resolve) => setTimeout(() => {
  process.nextTick(() => console.log('tick of the timer'));
  resolve();
}, 5));
console.log('woken');
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
setTimeout(() => console.log('timer'), 0);
setImmediate(() => console.log('immediate'));
