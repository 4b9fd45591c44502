// T6: a due list runs all its due timers before the next list, whatever the deadlines are.
const block = require('./lib/block.js');
setTimeout(() => console.log('a: 10 ms, started at 0'), 10);
setTimeout(() => console.log('b: 25 ms, started at 0'), 25);
block(18);
setTimeout(() => console.log('c: 10 ms, started at 18'), 10);
block(25);
