// U1: 'unhandledRejection' comes after all ticks and microtasks of the drain, before the next immediate.
process.on('unhandledRejection', (e, p) => console.log('unhandled', e, p instanceof Promise));
setImmediate(() => console.log('immediate'));
Promise.reject(1);
process.nextTick(() => console.log('tick'));
queueMicrotask(() => process.nextTick(() => console.log('tick of micro')));
