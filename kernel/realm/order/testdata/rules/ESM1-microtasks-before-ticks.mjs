// ESM1: the body of a module is run in a microtask: its microtasks come before its ticks.
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
setImmediate(() => console.log('immediate'));
console.log('body');
