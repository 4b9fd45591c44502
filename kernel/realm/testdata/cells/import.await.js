// A static import of a cell is a dynamic one at its place: what stands before it runs first, then all that waits.
console.log('before');
process.nextTick(() => console.log('tick before'));
queueMicrotask(() => console.log('micro before'));
import { setTimeout as sleep } from 'node:timers/promises';
import events, { once } from 'node:events';
console.log('after', typeof sleep, typeof events, typeof once);
process.nextTick(() => console.log('tick after'));
queueMicrotask(() => console.log('micro after'));
await sleep(1);
console.log('woken');
