// X2: 'beforeExit' is a scope, and comes again if it made the loop alive.
let n = 0;
process.on('beforeExit', (c) => {
  console.log('beforeExit', ++n, c);
  process.nextTick(() => console.log('tick'));
  queueMicrotask(() => console.log('micro'));
  if (n < 3) setTimeout(() => console.log('timer'), 1);
});
process.on('exit', () => console.log('exit'));
setImmediate(() => console.log('immediate'));
