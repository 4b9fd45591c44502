// ESM6: in a handler the origin is that of a rejection, also for a synchronous throw; no 'unhandledRejection'.
process.on('uncaughtException', (e, origin) => console.log('caught', e.message, origin));
process.on('unhandledRejection', () => console.log('never'));
process.nextTick(() => console.log('tick'));
await null;
throw new Error('top level');
