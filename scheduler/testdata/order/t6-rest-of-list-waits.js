// T6: timers of the list that are not due make it wait with a new expiry
require('../prelude.js');
setTimeout(() => log('a1'), 300);
block(60);
setTimeout(() => log('a2'), 300);
setTimeout(() => log('b'), 700);
setTimeout(() => log('c'), 20);
