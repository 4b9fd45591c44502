// T6: a list keeps the expiry of its first timer when that one is cleared
require('../prelude.js');
const a = setTimeout(() => log('never'), 60);
block(30);
setTimeout(() => log('a2, deadline 90, expiry of the list 60'), 60);
setTimeout(() => log('b, deadline 75'), 45);
clearTimeout(a);
block(120);
