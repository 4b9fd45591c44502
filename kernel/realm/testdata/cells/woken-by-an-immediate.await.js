// Woken by an immediate: a due timer before the next immediate (ESM2, L4).
await new Promise((resolve) => setImmediate(resolve));
console.log('woken');
setImmediate(() => console.log('immediate'));
setTimeout(() => console.log('timer'), 1);
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
const until = performance.now() + 5;
while (performance.now() < until);
