// T1: a timer's start is the time of the call, not of the turn.
const block = require('./lib/block.js');
setTimeout(() => {
  setTimeout(() => console.log('first made, 300 ms'), 300);
  block(30);
  setTimeout(() => console.log('made 30 ms later, 5 ms'), 5);
}, 1);
