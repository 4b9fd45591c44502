// ESM6: the same of a module that awaits.
import { ruler } from './lib/ruler.mjs';
process.on('uncaughtException', (e, origin) => console.log('uncaught', e.message, origin));
await 1;
process.nextTick(() => console.log('tick'));
ruler();
throw new Error('x');
