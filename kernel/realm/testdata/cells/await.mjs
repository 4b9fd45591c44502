// %%esm with await: the rest is another microtask, ticks still wait (ESM1).
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
console.log('body');
await null;
console.log('after await');
for (let i = 0; i < 3; i++) { await i; console.log('await', i); }
await new Promise((resolve) => setTimeout(resolve, 3));
console.log('woken');
process.nextTick(() => console.log('tick after'));
queueMicrotask(() => console.log('micro after'));
setTimeout(() => console.log('timer'), 0);
setImmediate(() => console.log('immediate'));
