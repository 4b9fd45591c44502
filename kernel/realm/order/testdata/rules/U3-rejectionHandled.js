// U3: a late handler runs first, 'rejectionHandled' comes at the end of that drain.
process.on('unhandledRejection', (e) => console.log('unhandled', e));
process.on('rejectionHandled', (q) => console.log('rejectionHandled', q === p));
const p = Promise.reject('late');
setTimeout(() => {
  p.catch((e) => console.log('handler', e));
  process.nextTick(() => console.log('tick'));
}, 5);
