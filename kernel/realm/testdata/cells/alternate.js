// All ticks, then all microtasks, again until both are empty (R1).
process.nextTick(() => {
  console.log('tick 1');
  queueMicrotask(() => console.log('micro of tick 1'));
  process.nextTick(() => console.log('tick of tick 1'));
});
queueMicrotask(() => {
  console.log('micro 1');
  process.nextTick(() => {
    console.log('tick of micro 1');
    queueMicrotask(() => console.log('micro of tick of micro 1'));
  });
  queueMicrotask(() => console.log('micro of micro 1'));
});
process.nextTick(() => console.log('tick 2'));
setImmediate(() => {
  console.log('immediate');
  queueMicrotask(() => { console.log('micro'); process.nextTick(() => console.log('tick of micro')); });
  process.nextTick(() => console.log('tick'));
});
setImmediate(() => console.log('next immediate'));
