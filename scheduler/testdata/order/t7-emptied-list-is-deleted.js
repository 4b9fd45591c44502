// T7: clearing the last timer of a list deletes the list: the next one makes a new list with a later expiry
require('../prelude.js');
const a = setTimeout(() => log('never'), 60);
block(30);
clearTimeout(a);
setTimeout(() => log('60 again, expiry 90'), 60);
setTimeout(() => log('45, expiry 75'), 45);
block(120);
