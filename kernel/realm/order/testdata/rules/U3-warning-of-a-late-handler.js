// U3: without a listener it is a warning.
process.on('unhandledRejection', () => {});
process.on('warning', (w) => console.log(w.name, w.message));
Promise.reject(0).catch(() => {});
const p = Promise.reject(1);
setImmediate(() => p.catch(() => console.log('handler')));
