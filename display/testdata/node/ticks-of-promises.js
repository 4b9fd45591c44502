// cell: [2]
Promise.resolve().then(() => {
  console.log('a');
  process.nextTick(() => console.log('tick of a'));
}).then(() => console.log('b')).then(() => console.log('c'));
queueMicrotask(() => {
  process.nextTick(() => console.log('tick of microtask'));
  console.log('microtask');
});
