// L1: a timer that is due when the loop starts comes before the immediate.
const block = require('./lib/block.js');
setImmediate(() => console.log('immediate'));
setTimeout(() => console.log('timer'), 0);
block(5);
