// X3: at the natural end microtasks run after the listeners; ticks and timers never.
process.on('exit', (c) => {
  console.log('exit', c);
  process.nextTick(() => console.log('never'));
  queueMicrotask(() => console.log('micro'));
  setTimeout(() => console.log('never'), 0);
  setImmediate(() => console.log('never'));
});
process.on('exit', () => console.log('second listener'));
