// T3: a longer list that expires in the same millisecond and is older comes first.
const block = require('./lib/block.js');
const now = () => Math.floor(performance.now());
const start = now();
while (now() === start);
setTimeout(() => console.log('12 ms'), 12);
const made = now();
while (now() < made + 4);
setTimeout(() => console.log('8 ms'), 8);
block(30);
