// T12: timers and immediates pass their arguments on
require('../prelude.js');
setTimeout((a, b) => log(a, b), 1, 'one', 2);
block(5);
setImmediate((a, b) => log(a, b), 'three', 4);
