// finished and pipeline: one callback for all the ways a stream can end.
const { Duplex, PassThrough, Readable, Transform, Writable, finished, pipeline } = require('stream');
const promises = require('stream/promises');

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
const done = (name) => (err, ...rest) => log(name, err ? `${err.code} ${err.message}` : err, ...rest);
const events = (s, name) => { for (const e of ['error', 'end', 'finish', 'close']) s.on(e, (v) => log(name, e, v ? v.message : '')); };
const sink = (name) => new Writable({ write(c, e, cb) { log(name, String(c)); cb(); } });

section('finished: good ends', () => {
  const r = Readable.from(['a']); finished(r, done('readable')); events(r, 'r'); r.resume();
  const w = sink('w'); finished(w, done('writable')); events(w, 'w'); w.end('x');
  const d = new PassThrough(); finished(d, done('duplex')); events(d, 'd'); d.resume(); d.end('y');
  const side = new PassThrough(); finished(side, { readable: false }, done('writable side')); side.end();
  const other = new PassThrough(); finished(other, { writable: false }, done('readable side')); other.push(null); other.resume();
});

section('finished: bad ends', () => {
  const r = new Readable({ read() {} }); finished(r, done('destroyed')); r.destroy();
  const e = new Readable({ read() {} }); finished(e, done('error')); e.destroy(new Error('x'));
  const w = sink('w'); finished(w, done('premature')); w.destroy();
  const n = new Readable({ read() {} }); n.on('error', () => {}); finished(n, { error: false }, done('no error event')); n.destroy(new Error('y'));
});

section('finished: afterwards', () => {
  const r = Readable.from(['a']);
  r.resume();
  r.on('close', () => { finished(r, done('after close')); log('sync'); });
  const bad = new Readable({ read() {} });
  bad.on('error', () => {});
  bad.destroy(new Error('z'));
  setImmediate(() => finished(bad, done('after error')));
  const cut = new Readable({ read() {} });
  cut.destroy();
  setImmediate(() => finished(cut, done('after destroy')));
});

section('finished: cleanup, signal, arguments', () => {
  const r = new Readable({ read() {} });
  const stop = finished(r, done('never'));
  log(r.listenerCount('end'), r.listenerCount('close')); stop(); log(r.listenerCount('end'), r.listenerCount('close'));
  const ac = new AbortController();
  const s = new Readable({ read() {} });
  finished(s, { signal: ac.signal }, done('signal')); ac.abort(); log(s.destroyed);
  finished(new Readable({ read() {} }), { signal: AbortSignal.abort('r') }, done('aborted'));
  for (const args of [[], [{}, () => {}], [r], [r, 5, () => {}], [r, {}, 5], [r, { signal: 1 }, () => {}]]) {
    try { finished(...args); } catch (e) { log(e.code, e.message); }
  }
  promises.finished(Readable.from([]).resume()).then((v) => log('promise', v));
  promises.finished(sink('x').destroy(new Error('p'))).catch((e) => log('rejected', e.message));
  try { promises.finished(r, { cleanup: 1 }); } catch (e) { log(e.code, e.message); }
});

section('pipeline: success', () => {
  const a = Readable.from(['a', 'b']);
  const t = new PassThrough();
  const w = sink('sink');
  events(a, 'a'); events(t, 't'); events(w, 'w');
  log(pipeline(a, t, w, done('pipeline')) === w);
});

section('pipeline: source fails', () => {
  const r = new Readable({ read() {} }); const t = new PassThrough(); const w = sink('sink');
  events(r, 'r'); events(t, 't'); events(w, 'w');
  pipeline(r, t, w, done('pipeline')); r.push('x');
  setImmediate(() => r.destroy(new Error('source')));
});

section('pipeline: middle and last fail', () => {
  const r = Readable.from(['x', 'y']); const t = new Transform({ transform(c, e, cb) { cb(new Error('middle')); } }); const w = sink('sink');
  events(r, 'r'); events(t, 't'); events(w, 'w');
  pipeline(r, t, w, done('middle'));
  const r2 = Readable.from(['x', 'y']); const w2 = new Writable({ write(c, e, cb) { cb(new Error('last')); } });
  events(r2, 'r2'); events(w2, 'w2');
  pipeline(r2, w2, done('last'));
});

section('pipeline: premature close', () => {
  const r = new Readable({ read() {} }); const w = sink('sink');
  pipeline(r, w, done('closed')); r.push('x'); r.destroy();
  const r2 = new Readable({ read() {} }); const w2 = sink('sink');
  pipeline(r2, w2, done('closed by sink')); w2.destroy();
});

section('pipeline: functions', () => {
  pipeline(
    async function* () { yield 'a'; yield 'b'; },
    async function* (source) { for await (const c of source) { log('map', c); yield c + c; } },
    async function(source) { let s = ''; for await (const c of source) s += c; return s; },
    done('value'));
  pipeline(Readable.from(['1']), async function* (source) { for await (const c of source) { yield c; throw new Error('generator'); } }, sink('s'), done('generator'));
  pipeline(['x', 'y'], sink('array'), done('array'));
  pipeline(Readable.from(['q']), async () => { throw new Error('async'); }, done('async'));
});

section('pipeline: promises and options', () => {
  promises.pipeline(Readable.from(['a']), sink('p')).then((v) => log('resolved', v));
  promises.pipeline(Readable.from(['a']), async (s) => { for await (const c of s) return String(c); }).then((v) => log('resolved', v));
  const ac = new AbortController();
  promises.pipeline(new Readable({ read() {} }), sink('never'), { signal: ac.signal }).catch((e) => log(e.name, e.code, e.cause));
  ac.abort('cause');
  const open = sink('open');
  promises.pipeline(Readable.from(['z']), open, { end: false }).then(() => log('left open', open.writableEnded, open.listenerCount('error')));
  promises.pipeline(Readable.from(['z']), { signal: 5 }).catch((e) => log(e.code, e.message));
});

section('pipeline: last one readable', () => {
  const t = new PassThrough();
  pipeline(Readable.from(['k']), t, done('through'));
  t.on('data', (d) => log(String(d))).on('end', () => log('end'));
});

section('pipeline: arguments', () => {
  for (const args of [[], [() => {}], [Readable.from([]), () => {}], [Readable.from([]), sink('x')], [() => 1, sink('y'), () => {}],
    [Readable.from([]), () => 1, sink('z'), () => {}], [Readable.from(['a']), () => 1, () => {}], [Readable.from([]), {}, () => {}]]) {
    try { pipeline(...args); log('fine'); } catch (e) { log(e.code, e.message.slice(0, 90)); }
  }
});

section('autoDestroy of pipeline members', () => {
  const d = new Duplex({ read() { this.push(null); }, write(c, e, cb) { cb(); }, final(cb) { setImmediate(cb); } });
  pipeline(Readable.from(['a']), d, done('duplex last'));
  d.resume();
});

run();
