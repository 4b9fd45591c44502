// F5: the events of a write stream.
const fs = require('fs');
const os = require('os');
const file = require('path').join(os.tmpdir(), `order-${process.pid}.txt`);
const s = fs.createWriteStream(file);
for (const name of ['open', 'ready', 'finish', 'close']) s.on(name, () => console.log(name));
s.write('one', () => console.log('written one'));
s.end('two', () => console.log('ended'));
s.on('close', () => { console.log(fs.readFileSync(file, 'utf8')); fs.unlinkSync(file); });
