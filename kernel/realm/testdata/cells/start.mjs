// %%esm: M before T, as the body is itself a microtask (ESM1).
const until = performance.now() + 5;
setImmediate(() => console.log('immediate'));
setTimeout(() => console.log('timer'), 1);
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => { console.log('micro'); process.nextTick(() => console.log('tick of micro')); });
while (performance.now() < until);
console.log('body');
