// F5: the events of a read stream.
const fs = require('fs');
const s = fs.createReadStream(require.resolve('./lib/text.txt'), 'utf8');
for (const name of ['open', 'ready', 'data', 'end', 'close']) s.on(name, (v) => console.log(name, name === 'data' ? v : ''));
