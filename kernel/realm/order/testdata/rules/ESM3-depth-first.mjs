// ESM3: dependencies run depth-first in source order, each once, with no drain between them.
process.nextTick(() => console.log('tick of main'));
import './lib/a.mjs';
import './lib/b.mjs';
import './lib/a.mjs';
console.log('main');
