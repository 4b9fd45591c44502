// F6: a callback of zlib or crypto is a scope as well.
require('zlib').gzip('text', () => {
  console.log('gzip');
  setImmediate(() => console.log('immediate'));
  queueMicrotask(() => console.log('micro'));
  process.nextTick(() => console.log('tick'));
});
