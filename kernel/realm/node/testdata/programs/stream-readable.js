// Readable: what is read when, and in which tick the consumer hears of it.
const { Readable } = require('stream');

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

const watch = (r, name, events = ['readable', 'data', 'end', 'close', 'error', 'pause', 'resume']) => {
  for (const e of events) r.on(e, (v) => log(name, e, v instanceof Error ? `${v.code} ${v.message}` : String(v)));
};
const state = (r) => [r.readable, r.readableEnded, r.destroyed, r.closed, r.readableLength, r.readableFlowing, r.readableDidRead, r.readableAborted].join();

section('read(n) from pieces', () => {
  const r = new Readable({ read() {} });
  for (const s of ['ab', 'cde', 'f', 'ghij']) r.push(s);
  log(String(r.read(1)), String(r.read(3)), String(r.read(2)), r.readableLength, r.read(9), String(r.read(3)), r.read(5));
  r.push(null);
  log(String(r.read(5)), r.read(), state(r));
  r.on('end', () => log('end', state(r)));
});

section('read beyond the mark raises it', () => {
  const r = new Readable({ highWaterMark: 3, read(n) { log('_read', n); this.push('abcd'); } });
  log(r.read(10), r.readableHighWaterMark, r.readableLength);
  setImmediate(() => log(String(r.read(10)), r.readableLength));
  try { r.read(2 ** 31); } catch (e) { log(e.code, e.message); }
});

section('readable listener', () => {
  let n = 0;
  const r = new Readable({ read() { log('_read'); if (n < 3) this.push(`c${n++}`); else this.push(null); } });
  r.on('readable', () => { let c; log('readable', r.readableLength); while ((c = r.read()) !== null) log('got', String(c)); });
  r.on('end', () => log('end')).on('close', () => log('close'));
  process.nextTick(() => log('tick'));
  log(state(r));
});

section('asynchronous push', () => {
  let n = 0;
  const r = new Readable({ highWaterMark: 2, read() { log('_read'); setImmediate(() => { log('push', this.push(n < 3 ? `x${n++}` : null)); }); } });
  watch(r, 'r');
});

section('pause and resume', () => {
  const r = new Readable({ objectMode: true, read() {} });
  watch(r, 'r', ['data', 'end', 'pause', 'resume']);
  r.pause();
  r.push(1); r.push(2);
  log(r.isPaused(), state(r));
  process.nextTick(() => { r.resume(); log('resumed', r.isPaused()); r.pause(); r.resume(); });
  setImmediate(() => { r.push(3); r.pause(); r.push(4); log(state(r)); r.resume(); r.push(null); });
});

section('unshift', () => {
  const r = new Readable({ read() {} });
  r.push('world');
  r.unshift('hello ');
  log(r.unshift('!'), String(r.read(3)), r.unshift('He'));
  r.unshift(new Uint8Array([65, 66]));
  log(String(r.read()));
  r.on('error', (e) => log(e.code));
  r.push(null);
  r.on('end', () => { log('end'); r.unshift('late'); });
  r.resume();
});

section('setEncoding', () => {
  const r = new Readable({ read() {} });
  r.push(Buffer.from([0xe2, 0x82]));
  r.setEncoding('utf8');
  log(r.readableEncoding, r.readableLength);
  r.push(Buffer.from([0xac, 0x61]));
  log(r.read());
  r.push(Buffer.from([0xe2, 0x82]));
  r.push(null);
  r.on('data', (d) => log('data', d)).on('end', () => log('end'));
});

section('encoding option and strings', () => {
  const r = new Readable({ encoding: 'hex', read() {} });
  r.push('abc');
  r.push('6162', 'hex');
  log(r.read(), r.readableEncoding);
  const s = new Readable({ defaultEncoding: 'latin1', read() {} });
  s.push('\u00e9');
  log(s.read());
  try { new Readable({ defaultEncoding: 'nope' }); } catch (e) { log(e.code, e.message); }
  try { new Readable({ encoding: 'nope' }); } catch (e) { log(e.code, e.message); }
});

section('errors of push', () => {
  for (const bad of [1, {}, true]) {
    const r = new Readable({ read() {} });
    r.on('error', (e) => log(e.code, e.message));
    log(r.push(bad));
  }
  const r = new Readable({ read() {} });
  watch(r, 'eof', ['error', 'close']);
  r.push(null);
  log(r.push('x'));
});

section('empty chunks', () => {
  let n = 0;
  const r = new Readable({ read() { n++; if (n < 4) this.push(''); else if (n === 4) this.push('x'); else this.push(null); } });
  watch(r, 'r', ['data', 'end']);
  setImmediate(() => log('reads', n));
});

section('_read throws', () => {
  const r = new Readable({ read() { throw new Error('boom'); } });
  watch(r, 'r', ['error', 'close', 'end']);
  r.resume();
});

section('_read missing', () => {
  const r = new Readable();
  r.on('error', (e) => log(e.code, e.message));
  r.read();
});

section('destroy', () => {
  const r = new Readable({ read() {}, destroy(err, cb) { log('_destroy', err && err.message); setImmediate(cb, err); } });
  watch(r, 'r', ['error', 'close', 'end']);
  r.push('x');
  log(r.destroy(new Error('e1')) === r, r.destroy(new Error('e2')) === r, state(r), r.errored.message);
  log(r.read(), r.push('y'));
});

section('destroy without error', () => {
  const r = new Readable({ read() {} });
  watch(r, 'r', ['error', 'close', 'end']);
  r.push('x'); r.resume(); r.destroy();
  log(state(r), r.errored);
  r.destroy(new Error('late'), () => log('callback of a second destroy'));
});

section('_destroy throws', () => {
  const r = new Readable({ read() {}, destroy() { throw new Error('in destroy'); } });
  watch(r, 'r', ['error', 'close']);
  r.destroy();
});

section('autoDestroy false, emitClose false', () => {
  const r = new Readable({ autoDestroy: false, read() { this.push(null); } });
  watch(r, 'a', ['end', 'close']);
  r.resume();
  setImmediate(() => log(r.destroyed));
  const s = new Readable({ emitClose: false, read() { this.push(null); } });
  watch(s, 'c', ['end', 'close']);
  s.resume();
  setImmediate(() => log(s.destroyed, s.closed));
  const t = new Readable({ autoDestroy: false, read() {} });
  watch(t, 't', ['error', 'close']);
  t.push(1);
});

section('construct', () => {
  const r = new Readable({
    construct(cb) { log('construct'); setImmediate(() => { log('constructed'); cb(); }); },
    read() { log('_read'); this.push('a'); this.push(null); },
    destroy(err, cb) { log('_destroy', err && err.message); cb(err); },
  });
  watch(r, 'r', ['data', 'end', 'close']);
  process.nextTick(() => log('tick'));
});

section('construct fails', () => {
  const r = new Readable({ construct(cb) { cb(new Error('no')); }, read() {}, destroy(err, cb) { log('_destroy', err && err.message); cb(err); } });
  watch(r, 'r', ['error', 'close']);
  const t = new Readable({ construct() { throw new Error('thrown'); }, read() {} });
  watch(t, 't', ['error', 'close']);
  const d = new Readable({ construct(cb) { setImmediate(cb); }, read() {}, destroy(err, cb) { log('d _destroy', err && err.message); cb(err); } });
  watch(d, 'd', ['error', 'close']);
  d.destroy(new Error('early'));
  const twice = new Readable({ construct(cb) { cb(); cb(); }, read() {} });
  watch(twice, 'twice', ['error', 'close']);
});

section('Readable.from', () => {
  watch(Readable.from('text'), 'string', ['data', 'end']);
  watch(Readable.from(Buffer.from('buf')), 'buffer', ['data', 'end']);
  watch(Readable.from(new Set([1, 2])), 'set', ['data', 'end']);
  watch(Readable.from([Promise.resolve('p1'), 'v', Promise.resolve('p2')]), 'promises', ['data', 'end']);
  watch(Readable.from([1, null, 2]), 'null', ['data', 'error', 'close']);
  watch(Readable.from([1, Promise.reject(new Error('rejected'))]), 'rejected', ['data', 'error', 'close']);
  try { Readable.from(5); } catch (e) { log(e.code, e.message); }
  try { Readable.from(null); } catch (e) { log(e.code, e.message); }
});

section('from: destroy tells the iterator', () => {
  const it = {
    [Symbol.asyncIterator]() { return this; },
    async next() { log('next'); return { value: 'v', done: false }; },
    async return() { log('return'); return {}; },
  };
  const r = Readable.from(it);
  r.on('data', () => { r.destroy(); });
  r.on('close', () => log('close'));
  const g = Readable.from((function* () { try { yield 1; yield 2; } catch (e) { log('caught', e.message); } finally { log('finally'); } })());
  g.once('data', () => g.destroy(new Error('stop')));
  watch(g, 'g', ['error', 'close']);
});

section('wrap', () => {
  const { EventEmitter } = require('events');
  const old = new EventEmitter();
  old.pause = () => log('old pause');
  old.resume = () => log('old resume');
  old.extra = () => 'extra';
  const r = new Readable({ highWaterMark: 2 }).wrap(old);
  old.emit('data', 'abc');
  watch(r, 'r', ['data', 'end', 'close']);
  log(r.extra());
  setImmediate(() => { old.emit('data', 'd'); old.emit('end'); });
});

section('removing listeners', () => {
  const r = new Readable({ read() {} });
  const onData = () => log('data');
  r.on('data', onData);
  r.removeListener('data', onData);
  r.push('x');
  log(state(r));
  const onReadable = () => log('readable');
  r.on('readable', onReadable);
  r.off('readable', onReadable);
  process.nextTick(() => log('after', state(r)));
  const s = new Readable({ read() {} });
  s.on('readable', () => {}); s.on('data', () => log('s data'));
  s.push('y');
  s.removeAllListeners('readable');
  setImmediate(() => log(state(s)));
});

section('async dispose and signals', () => {
  const r = new Readable({ read() {} });
  watch(r, 'disposed', ['error', 'close']);
  r[Symbol.asyncDispose]().then((v) => log('disposed', v, r.destroyed));
  const ac = new AbortController();
  const s = new Readable({ read() {}, signal: ac.signal });
  s.on('error', (e) => log(e.name, e.code, e.cause));
  ac.abort('why');
  const t = new Readable({ read() {}, signal: AbortSignal.abort() });
  t.on('error', (e) => log('t', e.name));
});

run();
