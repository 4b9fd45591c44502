// flags: --unhandled-rejections=strict
// U5: the exception first, then the event too; without a listener of it a warning.
process.on('uncaughtException', (e, origin) => console.log('caught', e.message, origin));
process.on('warning', (w) => console.log('warning', w.name));
Promise.reject(new Error('one'));
setTimeout(() => {
  process.on('unhandledRejection', (e) => console.log('unhandled', e.message));
  Promise.reject(new Error('two'));
}, 5);
