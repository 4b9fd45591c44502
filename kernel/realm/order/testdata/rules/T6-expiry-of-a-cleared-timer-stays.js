// T6: the expiry of a list is that of the timer that created it, also when that one was cleared.
const block = require('./lib/block.js');
const first = setTimeout(() => console.log('never'), 20);
setTimeout(() => console.log('30 ms, started at 0'), 30);
block(15);
setTimeout(() => console.log('20 ms, started at 15'), 20);
clearTimeout(first);
block(40);
