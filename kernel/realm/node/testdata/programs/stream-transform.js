// Duplex, Transform, PassThrough, pipe and duplexPair.
const { Duplex, PassThrough, Readable, Transform, Writable, duplexPair, addAbortSignal, destroy } = require('stream');

const log = (...args) => console.log(...args);
const sections = [];
const section = (name, body) => sections.push([name, body]);
function run() {
  const next = sections.shift();
  if (!next) return;
  log(`--- ${next[0]}`);
  next[1]();
  turns(30, run);
}
function turns(n, then) {
  if (n === 0) then();
  else setImmediate(turns, n - 1, then);
}
const all = ['drain', 'prefinish', 'finish', 'data', 'end', 'close', 'error', 'pipe', 'unpipe', 'pause', 'resume'];
const watch = (s, name, events = all) => {
  for (const e of events) s.on(e, (v) => log(name, e, v instanceof Error ? `${v.code} ${v.message}` : (e === 'data' ? String(v) : '')));
};

section('transform', () => {
  const t = new Transform({
    transform(c, e, cb) { log('_transform', String(c)); this.push(String(c).toUpperCase()); cb(null, '!'); },
    flush(cb) { log('_flush'); cb(null, 'end'); },
  });
  watch(t, 't', ['prefinish', 'finish', 'data', 'end', 'close']);
  t.write('a', () => log('written')); t.end('b', () => log('ended'));
  process.nextTick(() => log('tick'));
});

section('transform back-pressure', () => {
  const t = new Transform({ readableHighWaterMark: 2, writableHighWaterMark: 2, transform(c, e, cb) { log('_transform', String(c)); cb(null, c); } });
  log(t.write('ab'), t.write('cd'), t.write('ef'), t.readableLength, t.writableLength);
  setImmediate(() => { log(String(t.read()), t.writableLength); setImmediate(() => { log(String(t.read()), t.readableLength, t.writableLength); t.end(); watch(t, 't', ['data', 'end', 'finish', 'drain']); }); });
});

section('transform errors', () => {
  const t = new Transform({ transform(c, e, cb) { cb(new Error('no')); } });
  watch(t, 't', ['error', 'close', 'finish', 'end']);
  t.write('a', (e) => log('callback', e.message)); t.end((e) => log('end', e && e.message));
  const f = new Transform({ transform(c, e, cb) { cb(); }, flush(cb) { cb(new Error('flush')); } });
  watch(f, 'f', ['error', 'close', 'finish', 'end']);
  f.end('x');
  const m = new Transform();
  try { m.write('x'); } catch (e) { log(e.code, e.message); }
});

section('final and flush', () => {
  const t = new Transform({ transform(c, e, cb) { cb(null, c); }, final(cb) { log('final'); cb(); }, flush(cb) { log('flush'); cb(); } });
  watch(t, 't', ['prefinish', 'finish', 'end', 'close']);
  t.resume(); t.end('x');
});

section('push(null) inside transform', () => {
  const t = new Transform({ transform(c, e, cb) { this.push('last'); this.push(null); cb(); } });
  watch(t, 't', ['data', 'end', 'close', 'finish', 'error']);
  t.write('a', () => log('cb a'));
  setImmediate(() => t.end());
});

section('object modes', () => {
  const t = new Transform({ readableObjectMode: true, transform(c, e, cb) { cb(null, { n: c.length, e }); } });
  t.on('data', (d) => log(d)); t.write('abc'); t.end();
  log(t.readableObjectMode, t.writableObjectMode, t.readableHighWaterMark, t.writableHighWaterMark);
  const z = new Transform({ readableHighWaterMark: 0, transform(c, e, cb) { cb(null, c); } });
  log(z.readableHighWaterMark, z.writableHighWaterMark);
  const d = new Duplex({ highWaterMark: 5, readableHighWaterMark: 6, writableHighWaterMark: 7 });
  log(d.readableHighWaterMark, d.writableHighWaterMark);
});

section('half open', () => {
  const d = new Duplex({ allowHalfOpen: false, read() { this.push(null); }, write(c, e, cb) { cb(); }, final(cb) { log('final'); cb(); } });
  watch(d, 'd', ['end', 'finish', 'close']);
  d.resume();
  const h = new Duplex({ read() { this.push(null); }, write(c, e, cb) { cb(); } });
  watch(h, 'h', ['end', 'finish', 'close']);
  h.resume();
  setImmediate(() => { log(h.destroyed); h.end(); });
  const r = new Duplex({ writable: false, read() { this.push('x'); this.push(null); } });
  watch(r, 'r', ['data', 'end', 'finish', 'close']);
  log(r.writable, r.writableEnded, r.writableFinished);
  const w = new Duplex({ readable: false, write(c, e, cb) { cb(); } });
  watch(w, 'w', ['data', 'end', 'finish', 'close']);
  log(w.readable, w.readableEnded);
  w.end('x');
});

section('duplex destroy', () => {
  const d = new Duplex({ read() {}, write(c, e, cb) { setImmediate(cb); }, destroy(err, cb) { log('_destroy'); cb(err); } });
  watch(d, 'd', ['error', 'close', 'end', 'finish']);
  d.write('a', (e) => log('a', e && e.code)); d.write('b', (e) => log('b', e && e.code));
  d.destroy(new Error('gone'));
  log(d.destroyed, d.errored.message, d.readable, d.writable);
});

section('duplex construct', () => {
  const d = new Duplex({ construct(cb) { log('construct'); setImmediate(cb); }, read() { log('_read'); this.push(null); }, write(c, e, cb) { log('_write'); cb(); } });
  watch(d, 'd', ['end', 'finish', 'close']);
  d.resume(); d.end('x');
});

section('pipe with back-pressure', () => {
  let n = 0;
  const r = new Readable({ highWaterMark: 2, read() { this.push(n < 5 ? `c${n++}` : null); } });
  const w = new Writable({ highWaterMark: 3, write(c, e, cb) { log('_write', String(c)); setImmediate(cb); } });
  watch(r, 'r', ['pause', 'resume', 'end', 'close']); watch(w, 'w', ['drain', 'pipe', 'unpipe', 'finish', 'close']);
  r.pipe(w);
});

section('pipe to two', () => {
  const r = Readable.from(['1', '2', '3']);
  const slow = new Writable({ highWaterMark: 1, write(c, e, cb) { log('slow', String(c)); setImmediate(cb); } });
  const fast = new Writable({ write(c, e, cb) { log('fast', String(c)); cb(); } });
  r.pipe(slow); r.pipe(fast);
  slow.on('finish', () => log('slow finish')); fast.on('finish', () => log('fast finish'));
});

section('unpipe', () => {
  const r = new Readable({ read() {} });
  const w = new Writable({ write(c, e, cb) { log('w', String(c)); cb(); } });
  watch(w, 'w', ['pipe', 'unpipe', 'finish']); watch(r, 'r', ['pause', 'resume', 'end']);
  r.pipe(w); r.push('a');
  setImmediate(() => { log(r.unpipe(w) === r, r.readableFlowing); r.push('b'); r.unpipe(w); r.pipe(w, { end: false }); r.push(null); });
  setImmediate(() => setImmediate(() => { log(w.writableEnded); r.unpipe(); }));
});

section('pipe: destination errors', () => {
  const r = new Readable({ read() {} });
  const w = new Writable({ write(c, e, cb) { cb(new Error('dest')); } });
  watch(w, 'w', ['unpipe', 'error', 'close']);
  r.pipe(w); r.push('x');
  setImmediate(() => log(r.readableFlowing, r.destroyed));
});

section('pipe: destination closes', () => {
  const r = new Readable({ read() {} });
  const w = new PassThrough();
  watch(w, 'w', ['unpipe', 'close']);
  r.pipe(w); w.destroy();
  setImmediate(() => log(r.readableFlowing));
});

section('pipe chain', () => {
  const upper = new Transform({ transform(c, e, cb) { cb(null, String(c).toUpperCase()); } });
  Readable.from(['x', 'y']).pipe(upper).pipe(new PassThrough()).on('data', (d) => log(String(d))).on('end', () => log('end'));
});

section('legacy Stream.pipe', () => {
  const Stream = require('stream');
  const s = new Stream(); s.readable = true; s.pause = () => log('pause'); s.resume = () => log('resume');
  const d = new Stream(); d.writable = true; d.write = (c) => { log('write', c); return c !== 'b'; }; d.end = () => log('end');
  log(s.pipe(d) === d);
  s.emit('data', 'a'); s.emit('data', 'b'); d.emit('drain'); s.emit('end'); s.emit('data', 'c');
  const e = new Stream(); e.pipe(d);
  try { e.emit('error', new Error('unheard')); } catch (err) { log(err.message); }
  log(s.eventNames(), e.eventNames());
});

section('duplexPair', () => {
  const [a, b] = duplexPair();
  b.on('data', (d) => { log('b got', String(d)); b.write('pong'); });
  a.on('data', (d) => { log('a got', String(d)); a.end(); });
  b.on('end', () => { log('b end'); b.end(); }); a.on('end', () => log('a end'));
  a.on('close', () => log('a close')); b.on('close', () => log('b close'));
  a.write('ping', () => log('a written'));
});

section('addAbortSignal, destroy', () => {
  const ac = new AbortController();
  const p = addAbortSignal(ac.signal, new PassThrough());
  p.on('error', (e) => log(e.name, e.code, e.message)).on('close', () => log('close'));
  ac.abort();
  for (const args of [[{}, p], [ac.signal, {}], [ac.signal]]) {
    try { addAbortSignal(...args); } catch (e) { log(e.code, e.message); }
  }
  const q = new PassThrough();
  q.on('error', (e) => log('q', e.name));
  destroy(q);
  const done = new PassThrough();
  done.on('error', (e) => log('done', e.name)).on('close', () => { log('done close'); destroy(done); });
  done.end(); done.resume();
});

section('predicates', () => {
  const S = require('stream');
  const r = new Readable({ read() {} });
  const w = new Writable({ write(c, e, cb) { cb(); } });
  const show = (s) => log([S.isReadable(s), S.isWritable(s), S.isDisturbed(s), S.isErrored(s), S.isDestroyed(s)].join());
  for (const s of [r, w, new PassThrough(), {}, null, undefined]) show(s);
  r.push('x'); r.read(); show(r);
  w.end(); show(w);
  r.on('error', () => show(r)); r.destroy(new Error('x')); show(r);
});

run();
