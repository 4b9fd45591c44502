// Woken by a promise of fs: microtasks, ticks, the immediate (F3).
const { stat } = require('fs/promises');
await stat('.');
console.log('woken');
setTimeout(() => console.log('timer'), 0);
setImmediate(() => console.log('immediate'));
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
