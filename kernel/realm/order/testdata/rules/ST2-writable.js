// ST2: callbacks of a synchronous _write come in one shared tick; then finish and close.
const { Writable } = require('stream');
const w = new Writable({ write(c, e, cb) { console.log('_write', String(c)); cb(); } });
for (const e of ['finish', 'close']) w.on(e, () => console.log(e));
w.write('a', () => console.log('a done'));
w.write('b', () => console.log('b done'));
process.nextTick(() => console.log('tick'));
w.end('c', () => console.log('end done'));
queueMicrotask(() => console.log('micro'));
console.log('main');
