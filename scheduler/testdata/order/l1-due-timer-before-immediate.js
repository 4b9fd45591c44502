// L1: a timer that is due when the loop starts precedes the immediate
require('../prelude.js');
setImmediate(() => log('immediate'));
setTimeout(() => log('timer'), 1);
block(10);
