// cell: [7]
// clock: virtual
setTimeout(() => {
  console.log('outer');
  setTimeout(() => console.log('inner'), 0);
  setImmediate(() => console.log('immediate of outer'));
}, 1);
setTimeout(() => console.log('later'), 300);
