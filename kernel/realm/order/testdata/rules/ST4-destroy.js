// ST4: destroy(err): 'error' and 'close' in one tick; a write after the end: callback, then 'error', in a tick.
const { Writable } = require('stream');
const w = new Writable({ write(c, e, cb) { cb(); } });
for (const e of ['error', 'close']) w.on(e, (x) => { console.log(e, x?.message); process.nextTick(() => console.log('tick of', e)); });
w.destroy(new Error('boom'));
console.log('destroyed', w.destroyed);
const ended = new Writable({ write(c, e, cb) { cb(); } });
ended.on('error', (e) => console.log('ended', e.code));
ended.end();
ended.write('x', (e) => console.log('callback', e.code));
process.nextTick(() => console.log('tick'));
