// E8: after an exception in an I/O callback its ticks and microtasks run at the start of CHECK.
process.on('uncaughtException', (e) => console.log('caught', e.message));
require('fs').stat(__filename, () => {
  setImmediate(() => console.log('immediate'));
  process.nextTick(() => console.log('tick'));
  queueMicrotask(() => console.log('micro'));
  throw new Error('io');
});
