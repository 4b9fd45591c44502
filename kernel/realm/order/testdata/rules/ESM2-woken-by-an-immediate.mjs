// ESM2: woken by an immediate, a due timer comes before the next immediate.
import block from './lib/block.js';
await new Promise((r) => setImmediate(r));
setImmediate(() => console.log('immediate'));
setTimeout(() => console.log('timer'), 0);
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
block(5);
