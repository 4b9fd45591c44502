// What util.inspect shows of streams, and the shape of their classes.
const stream = require('stream');

const r = new stream.Readable({ read() {} });
console.log(r);
console.log(new stream.Writable({ write() {} }), new stream.Duplex(), new stream.PassThrough({ objectMode: true }));
r.push('x'); r.on('data', () => {}); r.pause();
console.log(r._readableState);
const w = new stream.Writable({ defaultEncoding: 'latin1', decodeStrings: false, write(c, e, cb) { setImmediate(cb); } });
w.write('a'); w.write('b', () => {}); w.cork();
console.log(w._writableState);
w.uncork(); w.end(() => {});
setImmediate(() => setImmediate(() => { console.log(w._writableState); }));
r.on('error', () => {}); r.destroy(new RangeError('x'));
console.log(Object.keys(r._readableState), r._readableState.errored.message, r._readableState.flowing, r._readableState.paused);
for (const C of [stream, stream.Readable, stream.Writable, stream.Duplex, stream.Transform, stream.PassThrough]) {
  console.log(C.name, C.length, Object.getOwnPropertyNames(C).sort(), Object.getOwnPropertyNames(C.prototype).sort());
}
console.log(stream === stream.Stream, require('stream/promises') === stream.promises, require('util').promisify(stream.finished) === stream.promises.finished);
console.log(stream.getDefaultHighWaterMark(false), stream.getDefaultHighWaterMark(true));
for (const args of [[1, 2], [true, -1], [true, 'x'], [false, 1.5]]) try { stream.setDefaultHighWaterMark(...args); } catch (e) { console.log(e.code, e.message); }
stream.setDefaultHighWaterMark(true, 3); stream.setDefaultHighWaterMark(false, 100);
console.log(new stream.Readable({ objectMode: true }).readableHighWaterMark, new stream.Writable().writableHighWaterMark);
