// I1: immediates made while a batch runs, also from its ticks and microtasks, wait for the next turn.
setImmediate(() => {
  console.log('immediate 1');
  setImmediate(() => console.log('of immediate 1'));
  process.nextTick(() => setImmediate(() => console.log('of its tick')));
  queueMicrotask(() => setImmediate(() => console.log('of its microtask')));
});
setImmediate(() => console.log('immediate 2'));
setImmediate(() => console.log('immediate 3'));
