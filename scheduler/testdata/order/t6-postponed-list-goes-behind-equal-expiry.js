// T6: a list that had to wait gets a new id
require('../prelude.js');
setTimeout(() => log('a1'), 100);
block(40);
setTimeout(() => log('a2'), 100);
setTimeout(() => { log('b'); block(100); }, 60);
setTimeout(() => log('c'), 1000);
