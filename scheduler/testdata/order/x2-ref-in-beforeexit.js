// X2: a timer that is ref-ed again in beforeExit holds the loop
require('../prelude.js');
let n = 0;
const t = setTimeout(() => log('timer'), 20);
t.unref();
process.on('beforeExit', () => { log('beforeExit', ++n); if (n === 1) t.ref(); });
