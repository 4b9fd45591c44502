// U2: a handler added in the same drain prevents it, in an immediate it is too late
require('../prelude.js');
process.on('unhandledRejection', (r) => log('unhandled', r));
process.on('rejectionHandled', () => log('handled late'));
const a = Promise.reject('a');
const b = Promise.reject('b');
const c = Promise.reject('c');
queueMicrotask(() => { process.nextTick(() => a.catch((e) => log('caught', e))); });
b.catch((e) => log('caught', e));
setImmediate(() => c.catch((e) => log('caught', e)));
setImmediate(() => log('next'));
