// T7: not if the last timer was unref-ed: the list keeps its early expiry
require('../prelude.js');
const a = setTimeout(() => log('never'), 60);
a.unref();
block(30);
clearTimeout(a);
setTimeout(() => log('60 again, expiry of the list 60'), 60);
setTimeout(() => log('45, expiry 75'), 45);
block(120);
