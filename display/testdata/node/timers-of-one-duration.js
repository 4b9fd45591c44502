// cell: [5]
setTimeout(() => console.log('first'), 10);
setTimeout(() => {
  console.log('second');
  process.nextTick(() => console.log('tick between'));
  Promise.resolve().then(() => console.log('job between'));
}, 10);
setTimeout(() => console.log('third'), 10);
