// T7: clearing the last timer of a list deletes the list, but not if the timer was unref'ed: then the old expiry stays.
const block = require('./lib/block.js');
const refed = setTimeout(() => {}, 40);
const unrefed = setTimeout(() => {}, 50).unref();
setTimeout(() => console.log('60 ms, started at 0'), 60);
clearTimeout(refed);
clearTimeout(unrefed);
block(25);
setTimeout(() => console.log('40 ms, started at 25'), 40);
setTimeout(() => console.log('50 ms, started at 25'), 50);
block(90);
