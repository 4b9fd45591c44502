// E6: the origin of an exception and of a rejection.
process.on('uncaughtException', (e, origin) => console.log(e.message, origin));
Promise.reject(new Error('rejected'));
queueMicrotask(() => { throw new Error('micro'); });
process.nextTick(() => { throw new Error('tick'); });
