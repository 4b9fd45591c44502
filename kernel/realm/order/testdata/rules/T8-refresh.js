// T8: refresh puts a timer at the tail, from now on.
const block = require('./lib/block.js');
const a = setTimeout(() => console.log('a'), 10);
setTimeout(() => console.log('b'), 10);
a.refresh();
block(30);
