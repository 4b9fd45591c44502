// T3: after a long block all lists run in the order of their expiry
require('../prelude.js');
setTimeout(() => log(60), 60);
setTimeout(() => log(20), 20);
setTimeout(() => log(40), 40);
setTimeout(() => log(1), 1);
block(90);
