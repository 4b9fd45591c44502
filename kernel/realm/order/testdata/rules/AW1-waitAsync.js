// AW1: a notification of Atomics.waitAsync resolves as a task of its own, after ticks and microtasks.
const cell = new Int32Array(new SharedArrayBuffer(4));
const { async, value } = Atomics.waitAsync(cell, 0, 0);
console.log(async);
value.then((v) => console.log('woken', v));
console.log(Atomics.notify(cell, 0));
process.nextTick(() => console.log('tick'));
queueMicrotask(() => queueMicrotask(() => console.log('second micro')));
setTimeout(() => {}, 50);
