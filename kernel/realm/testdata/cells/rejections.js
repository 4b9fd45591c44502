// Rejections are looked at after ticks and microtasks, before the next phase (U1, U2, U3).
process.on('unhandledRejection', (reason) => {
  console.log('unhandled', reason);
  process.nextTick(() => console.log('tick of the listener'));
});
process.on('rejectionHandled', () => console.log('handled late'));
const late = Promise.reject('late');
const saved = Promise.reject('saved');
Promise.reject('lost');
queueMicrotask(() => process.nextTick(() => saved.catch(() => console.log('saved'))));
setImmediate(() => {
  console.log('immediate');
  late.catch(() => console.log('caught late'));
});
process.nextTick(() => console.log('tick'));
