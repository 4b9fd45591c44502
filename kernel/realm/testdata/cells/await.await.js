// The part before the first await is the cell's scope: then ticks, then microtasks, of which the rest is one.
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro before'));
console.log('body');
await null;
console.log('after await');
queueMicrotask(() => console.log('micro after'));
process.nextTick(() => console.log('tick after'));
await null;
console.log('after two');
