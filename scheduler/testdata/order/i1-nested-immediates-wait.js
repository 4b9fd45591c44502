// I1: immediates made in a batch wait for the next turn, also those of a tick between
require('../prelude.js');
setImmediate(() => { log('a'); setImmediate(() => log('nested')); process.nextTick(() => { log('tick'); setImmediate(() => log('of the tick')); }); });
setImmediate(() => { log('b'); queueMicrotask(() => setImmediate(() => log('of the micro'))); });
setImmediate(() => log('c'));
