// T9: a timeout of the same duration made in the callback precedes the next turn of the interval
require('../prelude.js');
let n = 0;
const i = setInterval(() => { log('interval', ++n); if (n === 1) setTimeout(() => log('timeout'), 20); if (n === 2) clearInterval(i); }, 20);
