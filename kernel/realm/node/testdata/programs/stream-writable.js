// Writable: what is written when, callbacks, 'drain', the end and errors.
const { Writable } = require('stream');

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
const watch = (w, name, events = ['drain', 'prefinish', 'finish', 'close', 'error', 'pipe', 'unpipe']) => {
  for (const e of events) w.on(e, (v) => log(name, e, v instanceof Error ? `${v.code} ${v.message}` : ''));
};
const state = (w) => [w.writable, w.writableEnded, w.writableFinished, w.destroyed, w.closed, w.writableLength, w.writableNeedDrain, w.writableCorked, w.writableAborted].join();
const cb = (name) => (e) => log('callback', name, e ? `${e.code} ${e.message}` : e);

section('synchronous writes', () => {
  const w = new Writable({ highWaterMark: 4, write(c, e, done) { log('_write', String(c), e); done(); } });
  watch(w, 'w');
  log(w.write('ab', cb(1)), w.write('cdef', cb(2)), state(w));
  process.nextTick(() => log('tick', state(w)));
  w.end('g', cb('end'));
  log(state(w));
});

section('asynchronous writes', () => {
  const w = new Writable({ highWaterMark: 3, write(c, e, done) { log('_write', String(c)); setImmediate(done); } });
  watch(w, 'w');
  for (const s of ['a', 'b', 'c', 'd']) log(w.write(s, cb(s)));
  w.end(cb('end'));
});

section('writev', () => {
  const w = new Writable({
    highWaterMark: 10,
    write(c, e, done) { log('_write', String(c)); setImmediate(done); },
    writev(list, done) { log('_writev', list.allBuffers, list.map((x) => `${x.chunk} ${x.encoding}`)); setImmediate(done); },
  });
  for (const s of ['a', 'b', 'c']) w.write(s, cb(s));
  w.write(Buffer.from('d'));
  w.end();
  watch(w, 'w');
  const only = new Writable({ decodeStrings: false, writev(list, done) { log('only', list); done(); } });
  only.write('x', 'latin1');
  only.end();
});

section('cork', () => {
  const w = new Writable({ write(c, e, done) { log('_write', String(c)); done(); } });
  w.cork(); w.cork();
  w.write('a', cb('a')); w.write('b', cb('b'));
  log(state(w)); w.uncork(); log(state(w)); w.uncork(); log(state(w)); w.uncork();
  w.cork(); w.write('c'); w.end('d', cb('end'));
  watch(w, 'w');
});

section('encodings', () => {
  const w = new Writable({ write(c, e, done) { log(c, e); done(); } });
  w.write('616263', 'hex'); w.write('\u00e9', 'latin1'); w.write(new Uint16Array([1, 2]));
  w.setDefaultEncoding('hex'); w.write('6465');
  try { w.setDefaultEncoding('nope'); } catch (e) { log(e.code, e.message); }
  try { w.write('x', 'nope'); } catch (e) { log(e.code, e.message); }
  try { new Writable({ defaultEncoding: 'nope' }); } catch (e) { log(e.code, e.message); }
  const s = new Writable({ decodeStrings: false, write(c, e, done) { log(c, e); done(); } });
  s.write('str'); s.write('str', 'latin1'); s.write(Buffer.from('b'));
  const o = new Writable({ objectMode: true, write(c, e, done) { log(c, e); done(); } });
  o.write({ a: 1 }); o.write('s'); o.write('s', 'hex'); o.write(undefined); o.write(0);
  log(o.writableHighWaterMark, o.writableObjectMode);
});

section('bad chunks', () => {
  const w = new Writable({ write(c, e, done) { done(); } });
  for (const bad of [null, undefined, 1, {}, true]) {
    try { w.write(bad); } catch (e) { log(e.code, e.message); }
  }
  const o = new Writable({ objectMode: true, write(c, e, done) { done(); } });
  try { o.write(null); } catch (e) { log(e.code, e.message); }
  try { w.write('x', 'utf8', 'notfn'); log('no check'); } catch (e) { log(e.code); }
});

section('write fails', () => {
  const w = new Writable({ write(c, e, done) { done(new Error(`no ${c}`)); } });
  watch(w, 'w');
  log(w.write('a', cb('a')), w.write('b', cb('b')), state(w));
  w.end(cb('end'));
});

section('write fails later', () => {
  const w = new Writable({ write(c, e, done) { setImmediate(done, new Error(`no ${c}`)); } });
  watch(w, 'w');
  w.write('a', cb('a')); w.write('b', cb('b')); w.end('c', cb('end'));
});

section('_write throws', () => {
  const w = new Writable({ write() { throw new Error('thrown'); } });
  watch(w, 'w');
  try { w.write('a', cb('a')); } catch (e) { log('caught', e.message, state(w)); }
});

section('callback twice', () => {
  const w = new Writable({ write(c, e, done) { done(); done(); } });
  watch(w, 'w');
  w.write('a', cb('a'));
});

section('destroy', () => {
  const w = new Writable({ write(c, e, done) { setImmediate(done); }, destroy(err, done) { log('_destroy', err && err.message); done(err); } });
  watch(w, 'w');
  w.write('a', cb('a')); w.write('b', cb('b')); w.end('c', cb('end'));
  w.destroy(); log(state(w), w.errored);
  log(w.write('d', cb('d')));
});

section('after the end', () => {
  const w = new Writable({ write(c, e, done) { done(); } });
  watch(w, 'w');
  w.end('x');
  setImmediate(() => {
    log(state(w));
    w.end(cb('end again'));
    w.end('y', cb('end with chunk'));
    w.write('z', cb('write'));
  });
});

section('end twice', () => {
  const w = new Writable({ write(c, e, done) { setImmediate(done); } });
  watch(w, 'w');
  w.end('x', cb('first')); w.end(cb('second'));
});

section('final', () => {
  const w = new Writable({ write(c, e, done) { done(); }, final(done) { log('_final', state(w)); setImmediate(done); } });
  watch(w, 'w');
  w.end('x', cb('end'));
  const bad = new Writable({ write(c, e, done) { done(); }, final(done) { done(new Error('final')); } });
  watch(bad, 'bad');
  bad.end(cb('bad end'));
  const throws = new Writable({ write(c, e, done) { done(); }, final() { throw new Error('final throws'); } });
  watch(throws, 'throws');
  throws.end(cb('throws end'));
  const twice = new Writable({ write(c, e, done) { done(); }, final(done) { done(); done(); } });
  watch(twice, 'twice');
  twice.end(cb('twice end'));
});

section('prefinish may write no more', () => {
  const w = new Writable({ write(c, e, done) { done(); } });
  w.on('prefinish', () => { log('prefinish', state(w)); });
  w.on('finish', () => log('finish', state(w)));
  w.end();
});

section('autoDestroy and emitClose', () => {
  const a = new Writable({ autoDestroy: false, write(c, e, done) { done(); } });
  watch(a, 'a'); a.end(); setImmediate(() => log(state(a)));
  const b = new Writable({ emitClose: false, write(c, e, done) { done(); } });
  watch(b, 'b'); b.end(); setImmediate(() => log(state(b)));
  const c = new Writable({ autoDestroy: false, write(chunk, e, done) { done(new Error('kept')); } });
  watch(c, 'c'); c.write('x'); setImmediate(() => log(state(c), c.errored.message));
});

section('construct', () => {
  const w = new Writable({
    construct(done) { log('construct'); setImmediate(() => { log('constructed'); done(); }); },
    write(c, e, done) { log('_write', String(c)); done(); },
    final(done) { log('final'); done(); },
  });
  watch(w, 'w');
  log(w.write('a', cb('a')), w.write('b', cb('b')));
  w.end('c', cb('end'));
  const f = new Writable({ construct(done) { done(new Error('no')); }, write(c, e, done) { done(); } });
  watch(f, 'f');
  f.write('x', cb('x')); f.end(cb('f end'));
});

section('many writes share a tick', () => {
  const w = new Writable({ write(c, e, done) { done(); } });
  const same = () => log('same');
  w.write('a', same); w.write('b', same); w.write('c', () => log('other')); w.write('d', same);
  process.nextTick(() => log('tick'));
});

section('drain once', () => {
  const w = new Writable({ highWaterMark: 1, write(c, e, done) { process.nextTick(done); } });
  watch(w, 'w', ['drain']);
  w.write('a'); w.write('b'); w.write('c');
  setImmediate(() => { w.write('d'); w.end(); });
});

section('pipe of a writable', () => {
  const w = new Writable({ write(c, e, done) { done(); } });
  w.on('error', (e) => log(e.code, e.message));
  w.pipe(process.stdout);
});

section('missing _write', () => {
  const w = new Writable();
  w.on('error', (e) => log(e.code));
  try { w.write('x'); } catch (e) { log(e.code, e.message); }
});

section('instanceof', () => {
  const { Duplex, Readable } = require('stream');
  class Sub extends Writable {}
  log(new Duplex() instanceof Writable, new Readable() instanceof Writable, new Writable() instanceof Sub, new Sub() instanceof Writable, Writable() instanceof Writable, null instanceof Writable);
});

section('dispose', () => {
  const w = new Writable({ write(c, e, done) { done(); } });
  watch(w, 'w');
  w[Symbol.asyncDispose]().then((v) => log('disposed', v, state(w)));
});

run();
