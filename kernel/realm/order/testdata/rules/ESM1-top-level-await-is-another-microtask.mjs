// ESM1: after a top-level await the body goes on in the same drain: ticks still wait.
process.nextTick(() => console.log('tick'));
console.log('body');
await null;
console.log('after await');
await new Promise((r) => queueMicrotask(r));
console.log('after the second');
