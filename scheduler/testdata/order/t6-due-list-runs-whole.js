// T6: a due list runs all its due timers before the next list, though a deadline there is earlier
require('../prelude.js');
setTimeout(() => log('a1, deadline 60'), 60);
block(30);
setTimeout(() => log('a2, deadline 90'), 60);
setTimeout(() => log('b1, deadline 75'), 45);
block(100);
