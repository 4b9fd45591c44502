// R2: process._tickCallback() runs ticks and microtasks synchronously.
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
process._tickCallback();
console.log('after');
