// T3: lists run by expiry; equal ones in the order in which they were created.
const block = require('./lib/block.js');
setTimeout(() => console.log('30 ms'), 30);
setTimeout(() => console.log('20 ms'), 20);
setTimeout(() => console.log('10 ms'), 10);
block(50);
