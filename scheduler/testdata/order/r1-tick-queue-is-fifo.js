// R1: the tick queue is one FIFO however long
require('../prelude.js');
let i = 0;
let bad = 0;
let expect = 0;
function push(k) { process.nextTick(() => { if (k !== expect) bad = bad + 1; ++expect; if (k % 3 === 0 && k < 3000) push(9000 + k); }); }
while (i < 9000) { push(i); ++i; }
setImmediate(() => log(expect, bad > 0));
