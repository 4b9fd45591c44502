// flags: --unhandled-rejections=none
// U5: only the event.
process.on('warning', (w) => console.log('never', w.name));
process.on('exit', (c) => console.log('exit', c));
Promise.reject('silent');
setTimeout(() => {
  process.on('unhandledRejection', (e) => console.log('unhandled', e));
  Promise.reject('two');
}, 5);
