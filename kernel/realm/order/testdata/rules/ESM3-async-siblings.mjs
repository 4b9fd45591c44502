// ESM3: siblings with top-level await start in order and overlap; the importer waits for all.
import './lib/slow-1.mjs';
import './lib/a.mjs';
import './lib/slow-2.mjs';
console.log('main');
