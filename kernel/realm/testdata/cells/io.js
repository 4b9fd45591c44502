// In an I/O callback an immediate precedes a timer (L3), its ticks its microtasks (F1); with promises the other way round (F3).
const fs = require('fs');
fs.stat('.', () => {
  console.log('stat');
  setTimeout(() => console.log('timer'), 0);
  setImmediate(() => {
    console.log('immediate');
    fs.promises.stat('.').then(() => {
      console.log('stat promise');
      process.nextTick(() => console.log('tick'));
      queueMicrotask(() => console.log('micro'));
    });
  });
  queueMicrotask(() => console.log('micro'));
  process.nextTick(() => console.log('tick'));
});
