// cell: [1]
Promise.resolve().then(() => console.log('promise 1'));
process.nextTick(() => {
  console.log('tick 1');
  process.nextTick(() => console.log('tick in tick'));
  Promise.resolve().then(() => console.log('promise of tick'));
});
process.nextTick(() => console.log('tick 2'));
queueMicrotask(() => console.log('microtask'));
