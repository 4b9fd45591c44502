// F6: the same for crypto.
require('crypto').randomBytes(8, (e, b) => {
  console.log('random', b.length);
  setImmediate(() => console.log('immediate'));
  queueMicrotask(() => console.log('micro'));
  process.nextTick(() => console.log('tick'));
});
