// ST6: the callback of pipeline comes after all close events; finished tells the end.
const { pipeline, finished, Readable, Writable } = require('stream');
const r = Readable.from(['a', 'b']);
const w = new Writable({ write(c, e, cb) { console.log('_write', String(c)); cb(); } });
r.on('close', () => console.log('r close'));
w.on('close', () => console.log('w close'));
finished(w, (e) => console.log('finished', e));
pipeline(r, w, (e) => console.log('pipeline', e));
