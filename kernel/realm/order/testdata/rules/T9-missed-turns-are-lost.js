// T9: turns that were missed are not made up; at most one a pass.
const block = require('./lib/block.js');
let n = 0;
const i = setInterval(() => {
  console.log('turn', ++n);
  setImmediate(() => console.log('immediate', n));
  block(20);
  if (n === 3) clearTimeout(i);
}, 5);
