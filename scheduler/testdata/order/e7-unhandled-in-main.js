// E7: at main: not even the ticks
require('../prelude.js');
process.on('exit', (code) => log('exit', code));
process.nextTick(() => log('never'));
queueMicrotask(() => log('never'));
setImmediate(() => log('never'));
throw 'x';
