// ST6: an error destroys all of a pipeline.
const { pipeline, Readable, Transform, Writable } = require('stream');
const t = new Transform({ transform(c, e, cb) { cb(new Error('boom')); } });
const w = new Writable({ write(c, e, cb) { cb(); } });
t.on('close', () => console.log('t close'));
w.on('close', () => console.log('w close'));
pipeline(Readable.from(['a']), t, w, (e) => console.log('pipeline', e.message));
