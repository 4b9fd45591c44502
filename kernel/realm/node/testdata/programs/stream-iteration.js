// Asynchronous iteration, the helpers, compose, Duplex.from and consumers.
const { Duplex, PassThrough, Readable, Transform, Writable, compose } = require('stream');
const consumers = require('stream/consumers');

const log = (...args) => console.log(...args);
const sections = [];
const section = (name, body) => sections.push([name, body]);
async function run() {
  for (const [name, body] of sections) {
    log(`--- ${name}`);
    try { await body(); } catch (e) { log('threw', e.name, e.code, e.message); }
    for (let i = 0; i < 30; i++) await new Promise((resolve) => setImmediate(resolve));
  }
}
const fail = (e) => log('caught', e.name, e.code, e.message);

section('for await', async () => {
  const r = new Readable({ read() {} });
  r.on('end', () => log('end')).on('close', () => log('close'));
  r.push('a'); r.push('b');
  setImmediate(() => { r.push('c'); r.push(null); });
  for await (const c of r) { log(String(c)); process.nextTick(() => log('tick')); Promise.resolve().then(() => log('micro')); }
  log('done', r.destroyed);
});

section('break', async () => {
  const r = Readable.from(['a', 'b', 'c']);
  r.on('close', () => log('close')).on('error', (e) => log('error', e.name));
  for await (const c of r) { log(c); break; }
  log('after', r.destroyed);
  const s = Readable.from(['a', 'b', 'c']);
  for await (const c of s.iterator({ destroyOnReturn: false })) { log(c); break; }
  log('kept', s.destroyed);
  for await (const c of s) log('rest', c);
  try { s.iterator(5); } catch (e) { fail(e); }
});

section('errors', async () => {
  const r = new Readable({ read() {} });
  r.push('a');
  setImmediate(() => r.destroy(new Error('later')));
  try { for await (const c of r) log(String(c)); } catch (e) { log('caught', e.message); }
  const p = new Readable({ read() {} });
  p.push('x');
  setImmediate(() => p.destroy());
  try { for await (const c of p) log(String(c)); } catch (e) { fail(e); }
  try { for await (const c of Readable.from(['y'])) throw new Error(`body ${c}`); } catch (e) { log(e.message); }
  const it = new Readable({ read() {} })[Symbol.asyncIterator]();
  log(await it.return(7), await it.next());
});

section('iterator objects', async () => {
  const r = Readable.from([1, 2, 3]);
  const it = r[Symbol.asyncIterator]();
  log(it.stream === r, await Promise.all([it.next(), it.next(), it.next(), it.next()]));
  log(Object.prototype.toString.call(it), typeof it.next, it[Symbol.asyncIterator]() === it);
});

section('map and filter', async () => {
  log(await Readable.from([1, 2, 3, 4]).map((x) => x * 2).filter((x) => x > 2).toArray());
  log(await Readable.from([1, 2, 3]).map(async (x) => { log('start', x); await null; return x; }, { concurrency: 2 }).toArray());
  await Readable.from([1, 2]).map(() => { throw new Error('sync'); }).toArray().catch((e) => log(e.message));
  await Readable.from([1, 2]).map(async () => { throw new Error('async'); }).toArray().catch((e) => log(e.message));
  log(await Readable.from(['ab', 'c']).flatMap((s) => [...s]).toArray());
  log(await Readable.from([1]).flatMap(async function* (x) { yield x; yield -x; }).toArray());
});

section('take, drop', async () => {
  log(await Readable.from([1, 2, 3, 4]).take(2).toArray(), await Readable.from([1, 2, 3]).drop(2).toArray());
  log(await Readable.from([1, 2]).take(0).toArray(), await Readable.from([1, 2]).take(Infinity).toArray(), await Readable.from([1, 2]).drop('1').toArray());
  try { Readable.from([]).take(-1); } catch (e) { fail(e); }
  try { Readable.from([]).drop({}); log('NaN is 0'); } catch (e) { fail(e); }
  const src = Readable.from([1, 2, 3]);
  await src.take(1).toArray();
  log(src.destroyed);
});

section('promises', async () => {
  log(await Readable.from([1, 2, 3]).some((x) => x === 2), await Readable.from([1, 2, 3]).every((x) => x < 3), await Readable.from([1, 2, 3]).find((x) => x > 1));
  log(await Readable.from([]).every(() => false), await Readable.from([]).some(() => true), await Readable.from([1]).find(() => false));
  await Readable.from(['a', 'b']).forEach(async (x) => { log('each', x); });
  log(await Readable.from([1, 2, 3]).reduce((a, b) => a + b), await Readable.from([]).reduce((a, b) => a, 'init'), await Readable.from([1, 2]).reduce(async (a, b) => a + b, 10));
  await Readable.from([]).reduce((a) => a).catch(fail);
});

section('arguments', async () => {
  for (const name of ['map', 'filter', 'flatMap']) {
    try { Readable.from([1])[name](5); } catch (e) { fail(e); }
    try { Readable.from([1])[name](() => {}, 5); } catch (e) { fail(e); }
    try { Readable.from([1])[name](() => {}, { concurrency: 0 }); } catch (e) { fail(e); }
    try { Readable.from([1])[name](() => {}, { signal: 5 }); } catch (e) { fail(e); }
  }
  for (const name of ['some', 'every', 'find', 'forEach', 'reduce']) await Readable.from([1])[name](5).catch(fail);
  await Readable.from([1]).toArray({ signal: 1 }).catch(fail);
});

section('signals', async () => {
  const ac = new AbortController();
  const p = Readable.from([1, 2, 3]).map(async (x, { signal }) => { log(x, signal.aborted); if (x === 2) ac.abort(); return x; }, { signal: ac.signal }).toArray();
  await p.catch(fail);
  await Readable.from([1]).toArray({ signal: AbortSignal.abort('why') }).catch((e) => log(e.name, e.cause));
  await Readable.from([1]).reduce((a) => a, 0, { signal: AbortSignal.abort('why') }).catch((e) => log(e.name, e.cause));
  await Readable.from([1]).forEach(() => {}, { signal: AbortSignal.abort() }).catch(fail);
  await Readable.from([1]).take(1, { signal: AbortSignal.abort() }).toArray().catch(fail);
});

section('compose', async () => {
  const upper = () => new Transform({ transform(c, e, cb) { cb(null, String(c).toUpperCase()); } });
  const c = compose(upper(), async function* (source) { for await (const x of source) yield `<${x}>`; });
  c.end('abc');
  log((await c.toArray()).map(String));
  log((await Readable.from(['x']).compose(upper()).toArray()).map(String));
  const w = compose(upper(), new Writable({ write(chunk, e, cb) { log('sink', String(chunk)); cb(); } }));
  await new Promise((resolve) => w.end('last', resolve));
  log(w.readable, w.writable);
  const bad = compose(upper(), new Transform({ transform(c2, e, cb) { cb(new Error('inner')); } }));
  bad.on('error', (e) => log('error', e.message)).on('close', () => log('close'));
  bad.write('x'); bad.resume();
  for (const args of [[], [new Writable({ write() {} }), upper()], [upper(), new Readable({ read() {} })]]) {
    try { compose(...args); } catch (e) { log(e.code, e.message.split('Received')[0]); }
  }
  const d = compose(upper(), new PassThrough());
  d.on('error', (e) => log(e.name)).on('close', () => log('destroyed'));
  d.destroy();
});

section('Duplex.from', async () => {
  const d = Duplex.from({ readable: Readable.from(['r']), writable: new Writable({ write(c, e, cb) { log('w', String(c)); cb(); } }) });
  d.on('data', (x) => log('data', String(x))).on('finish', () => log('finish')).on('close', () => log('close'));
  d.end('in');
  await new Promise((resolve) => d.on('close', resolve));
  log(await Duplex.from(Promise.resolve('p')).toArray(), await Duplex.from([1, 2]).toArray(), await Duplex.from(async function* () { yield 'g'; }).toArray());
  const t = Duplex.from(async function* (source) { for await (const x of source) yield String(x) + '!'; });
  t.write('a'); t.end('b');
  log(await t.toArray());
  const s = Duplex.from(async (source) => { for await (const x of source) log('eaten', String(x)); });
  await new Promise((resolve) => s.end('food', resolve));
  log(s.constructor.name, Duplex.from(s) === s);
  try { Duplex.from(5); } catch (e) { log(e.code); }
  Duplex.from(Promise.reject(new Error('rejected'))).on('error', (e) => log(e.message));
});

section('consumers', async () => {
  const src = () => Readable.from([Buffer.from('{"a"'), Buffer.from(':[1]}')]);
  log(await consumers.text(src()), await consumers.json(src()), await consumers.buffer(src()));
  log(await consumers.arrayBuffer(src()), (await consumers.blob(src())).size, (await consumers.bytes(src())).length);
  log(await consumers.text(Readable.from([new Uint8Array([0xe2, 0x82]), new Uint8Array([0xac])])));
  await consumers.text(Readable.from([{}])).catch((e) => log(e.code));
  await consumers.text(5).catch(fail);
});

run();
