// ST3: pipe through a transform.
const { Readable, Transform, Writable } = require('stream');
const up = new Transform({ transform(c, e, cb) { console.log('transform', String(c)); cb(null, String(c).toUpperCase()); } });
const w = new Writable({ write(c, e, cb) { console.log('_write', String(c)); cb(); } });
for (const [name, s] of [['up', up], ['w', w]]) for (const e of ['pipe', 'finish', 'end', 'close']) s.on(e, () => console.log(name, e));
Readable.from(['a', 'b']).pipe(up).pipe(w);
process.nextTick(() => console.log('tick'));
