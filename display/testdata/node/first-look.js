// cell: [4]
const fs = require('node:fs');
console.log('sync');
setTimeout(() => console.log('timeout'), 0);
setImmediate(() => console.log('immediate'));
fs.readFile(__filename, () => console.log('file'));
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('micro'));
(async () => { await null; console.log('after await'); })();
for (const end = Date.now() + 5; Date.now() < end;);
