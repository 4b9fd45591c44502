// flags: --unhandled-rejections=warn
// U5: two warnings, with a listener too.
process.on('warning', (w) => console.log('warning', w.name, w.message.slice(0, 24)));
Promise.reject('one');
setTimeout(() => {
  process.on('unhandledRejection', (e) => console.log('unhandled', e));
  Promise.reject('two');
}, 5);
