// I2: ticks, microtasks and rejections between every two.
process.on('unhandledRejection', (e) => console.log('unhandled', e));
for (const n of [1, 2, 3]) {
  setImmediate(() => {
    console.log('immediate', n);
    queueMicrotask(() => console.log('micro', n));
    process.nextTick(() => console.log('tick', n));
    Promise.reject(n);
  });
}
