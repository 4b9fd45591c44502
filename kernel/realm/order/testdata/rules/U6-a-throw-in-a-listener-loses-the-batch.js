// U6: a throw in a listener is an uncaught exception, and the rest of the batch is lost.
process.on('uncaughtException', (e, origin) => console.log('caught', e.message, origin));
process.on('unhandledRejection', (e) => { console.log('unhandled', e); throw new Error(`at ${e}`); });
for (const n of [1, 2, 3]) Promise.reject(n);
setImmediate(() => Promise.reject(4));
