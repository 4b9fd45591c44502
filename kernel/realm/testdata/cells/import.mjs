// %%esm with static imports.
import { setTimeout as sleep } from 'node:timers/promises';
import { EventEmitter, once } from 'node:events';
process.nextTick(() => console.log('tick'));
queueMicrotask(() => console.log('micro'));
console.log('body', typeof sleep);
const ee = new EventEmitter();
setImmediate(() => { console.log('emits'); ee.emit('ready', 1); process.nextTick(() => console.log('tick of the emitter')); });
const [value] = await once(ee, 'ready');
console.log('ready', value);
process.nextTick(() => console.log('tick after'));
queueMicrotask(() => console.log('micro after'));
