// process.stdout and stderr as streams: synchronous, callbacks in ticks, and no end to them.
const { Readable, Writable } = require('stream');

const o = process.stdout;
console.log(o.fd, process.stderr.fd, o.isTTY, o._isStdio, o.writable, o.writableLength, o.writableHighWaterMark, o.writableObjectMode);
console.log(o instanceof Writable, process.stdin instanceof Readable, process.stdin.fd, process.stdin.readableFlowing, process.stdin === process.stdin);
console.log(o.write('a\n', () => console.log('callback of a')), o.write(Buffer.from('b\n')), o.write('630a', 'hex', () => console.log('callback of c')), o.write(new Uint8Array([100, 10])));
for (const bad of [5, {}, null, undefined]) {
  try { o.write(bad); } catch (e) { console.log(e.code, e.message); }
}
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('micro'));
o.cork(); o.write('corked\n'); o.uncork();
o.on('finish', () => console.log('finish')).on('close', () => console.log('close')).on('pipe', () => console.log('pipe')).on('unpipe', () => console.log('unpipe'));
Readable.from(['piped\n']).pipe(o);
setImmediate(() => setImmediate(() => {
  console.log(o.destroyed, o.writable, o.writableEnded);
  console.error('to stderr');
  o.destroy();
  setImmediate(() => console.log('still there', o.destroyed, o.writable));
}));
process.on('exit', () => o.write('from exit\n'));
