// ESM1: a .js file with import is a module too.
import { nextTick } from 'node:process';
nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('micro'));
console.log('body', typeof require);
