// ESM6: a dependency that fails stops later synchronous siblings; async ones go on.
process.on('uncaughtException', (e) => console.log('caught', e.message));
import './lib/slow-1.mjs';
import './lib/throws.mjs';
import './lib/b.mjs';
console.log('never');
