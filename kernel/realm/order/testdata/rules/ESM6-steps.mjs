// ESM6: some microtasks after the throw still run, until the loader hears of it.
import { ruler } from './lib/ruler.mjs';
process.on('exit', (code) => console.log('exit', code));
process.nextTick(() => console.log('tick'));
ruler();
throw new Error('x');
