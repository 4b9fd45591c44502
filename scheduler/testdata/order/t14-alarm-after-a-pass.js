// T14: after a pass an overdue timer waits for the millisecond after the last look at the clock
require('../prelude.js');
let n = 0;
function warm() { if (++n < 2000) setImmediate(warm); else setTimeout(pass, 1); }
function pass() {
  setTimeout(() => log('overdue'), 1);
  block(5);
  setTimeout(() => log('later'), 400);
  setImmediate(() => { log('immediate of this turn'); block(5); setImmediate(() => log('immediate of the next turn')); });
}
warm();
