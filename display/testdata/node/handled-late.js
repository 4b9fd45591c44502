// cell: [21]
process.on('unhandledRejection', (e) => console.log('reported:', e.message));
process.on('rejectionHandled', () => console.log('handled after all'));
const late = Promise.reject(new Error('late'));
setImmediate(() => late.catch((e) => console.log('caught', e.message)));
