// T7: cleared and set again it is last.
const block = require('./lib/block.js');
let a = setTimeout(() => console.log('a'), 5);
setTimeout(() => console.log('b'), 5);
clearTimeout(a);
a = setTimeout(() => console.log('a again'), 5);
block(20);
