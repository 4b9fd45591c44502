// ESM3: a module that awaits is over one turn after its body; those that wait for it follow at once.
import './lib/between.mjs';
console.log('main');
await 1;
console.log('after await');
