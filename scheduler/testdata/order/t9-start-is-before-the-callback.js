// T9: the next turn counts from before the callback
require('../prelude.js');
let n = 0;
const i = setInterval(() => { log('interval', ++n); if (n === 1) { block(60); setTimeout(() => log('timeout 30'), 30); } if (n === 2) clearInterval(i); }, 80);
