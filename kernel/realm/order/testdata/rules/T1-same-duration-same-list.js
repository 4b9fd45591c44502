// T1: timers of one duration keep their order, fractions are cut off.
const block = require('./lib/block.js');
setTimeout(() => console.log('5.9'), 5.9);
setTimeout(() => console.log('5'), 5);
setTimeout(() => console.log('5.1'), 5.1);
block(20);
