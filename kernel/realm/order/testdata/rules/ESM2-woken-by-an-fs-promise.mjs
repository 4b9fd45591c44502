// ESM2: woken by an fs promise: microtasks, ticks, immediate.
import { stat } from 'node:fs/promises';
await stat('.');
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
setImmediate(() => console.log('immediate'));
