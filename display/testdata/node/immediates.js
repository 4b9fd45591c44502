// cell: [8]
setImmediate(() => {
  console.log('immediate 1');
  setImmediate(() => console.log('immediate of 1, next turn'));
  process.nextTick(() => console.log('tick of 1'));
});
setImmediate(() => {
  console.log('immediate 2');
  Promise.resolve().then(() => console.log('job of 2'));
});
setImmediate(() => console.log('immediate 3'));
