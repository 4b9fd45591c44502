// E7: an exception nobody handles: exit listeners hear 1; nothing else runs
require('../prelude.js');
process.on('exit', (code) => { log('exit', code); queueMicrotask(() => log('never')); process.nextTick(() => log('never')); });
setTimeout(() => { log('a'); process.nextTick(() => log('never')); queueMicrotask(() => log('never')); throw 'x'; }, 1);
setTimeout(() => log('never'), 1);
setImmediate(() => setImmediate(() => log('never')));
block(10);
