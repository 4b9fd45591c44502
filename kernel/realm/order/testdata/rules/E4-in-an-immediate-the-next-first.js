// E4: the next immediate runs before the ticks and microtasks of the one that threw.
process.on('uncaughtException', (e) => console.log('caught', e.message));
setImmediate(() => {
  process.nextTick(() => console.log('tick 1'));
  queueMicrotask(() => console.log('micro 1'));
  throw new Error('immediate 1');
});
setImmediate(() => console.log('immediate 2'));
setImmediate(() => console.log('immediate 3'));
