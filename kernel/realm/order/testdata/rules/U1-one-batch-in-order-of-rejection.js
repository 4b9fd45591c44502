// U1: several are one batch, without a drain between listeners; those made by a listener are the next batch.
process.on('unhandledRejection', (e) => {
  console.log('unhandled', e);
  process.nextTick(() => console.log('tick of', e));
  if (e < 3) Promise.reject(e + 10);
});
new Promise((_, no) => process.nextTick(no, 3));
Promise.reject(1);
(async () => { throw 2; })();
