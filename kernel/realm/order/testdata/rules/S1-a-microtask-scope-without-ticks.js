// S1: a scope without ticks runs microtasks first, then the ticks they made.
setTimeout(() => {
  queueMicrotask(() => { process.nextTick(() => console.log('tick')); console.log('micro 1'); });
  queueMicrotask(() => console.log('micro 2'));
}, 1);
