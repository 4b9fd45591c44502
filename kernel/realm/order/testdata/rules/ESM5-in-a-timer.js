// ESM5: within the drain of the timer that imports, before the next timer; a loaded module.
const block = require('./lib/block.js');
import('./lib/a.mjs').then(() => {
  setTimeout(() => { import('./lib/a.mjs').then(() => console.log('imported')); console.log('timer 1'); }, 1);
  setTimeout(() => console.log('timer 2'), 1);
  block(5);
});
