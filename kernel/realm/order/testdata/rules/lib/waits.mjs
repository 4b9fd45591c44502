import { ruler } from './ruler.mjs';
await 1;
ruler();
console.log('waits is over');
