// T8: the timer about to run is run, although a tick refreshes it
require('../prelude.js');
setTimeout(() => { log('a'); process.nextTick(() => { block(5); b.refresh(); }); }, 20);
const b = setTimeout(() => { log('b'); setImmediate(() => log('immediate')); }, 20);
setTimeout(() => log('c'), 20);
block(40);
