// T7: a tick drained before the next timer clears that very timer
require('../prelude.js');
setTimeout(() => { log('a'); process.nextTick(() => { log('tick'); clearTimeout(b); }); }, 1);
const b = setTimeout(() => log('never'), 1);
setTimeout(() => log('c'), 1);
block(10);
