// I4: a later immediate of the running batch can be cleared, also from the drain between, also several.
setImmediate(() => {
  console.log('immediate 1');
  clearImmediate(two);
  process.nextTick(() => clearImmediate(three));
  queueMicrotask(() => clearImmediate(four));
});
const two = setImmediate(() => console.log('never'));
const three = setImmediate(() => console.log('never'));
const four = setImmediate(() => console.log('never'));
setImmediate(() => console.log('immediate 5'));
