// R1: all ticks, also those that ticks make, come before the first microtask.
Promise.resolve().then(() => console.log('micro'));
process.nextTick(() => {
  console.log('tick 1');
  process.nextTick(() => console.log('tick of tick 1'));
});
process.nextTick(() => console.log('tick 2'));
console.log('main');
