// T9: turns missed are not made up, at most one in a pass
require('../prelude.js');
let n = 0;
const i = setInterval(() => { log('interval', ++n); setImmediate(() => log('immediate', n)); if (n === 3) clearInterval(i); block(25); }, 5);
block(50);
