// F3: after an fs promise microtasks come before ticks: the opposite of a callback.
const fs = require('fs');
(async () => {
  await fs.promises.stat(__filename);
  process.nextTick(() => console.log('tick'));
  queueMicrotask(() => console.log('micro'));
  setImmediate(() => console.log('immediate'));
})();
