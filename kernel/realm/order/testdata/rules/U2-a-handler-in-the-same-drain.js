// U2: a handler that is added anywhere in the same drain prevents it, also in a tick that a microtask made.
process.on('unhandledRejection', (e) => console.log('unhandled', e));
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((r) => Promise.reject(r));
a.catch(() => console.log('handled a'));
process.nextTick(() => b.catch(() => console.log('handled b')));
queueMicrotask(() => process.nextTick(() => c.catch(() => console.log('handled c'))));
setImmediate(() => d.catch(() => console.log('handled d, too late')));
