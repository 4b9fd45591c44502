// fs.createReadStream and fs.createWriteStream.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { finished, pipeline } = require('stream/promises');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lb-fs-'));
const at = (...names) => path.join(dir, ...names);
const log = (...args) => console.log(...args.map((v) => (typeof v === 'string' ? v.replaceAll(dir, 'DIR') : v)));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
const watch = (s, name) => {
  for (const e of ['open', 'ready', 'data', 'end', 'finish', 'close', 'error']) {
    s.on(e, (v) => log(name, e, v instanceof Error ? `${v.code} ${v.message}` : e === 'data' ? String(v) : ''));
  }
  return new Promise((r) => s.on('close', r));
};

(async () => {
  fs.writeFileSync(at('a'), 'abcdefghij');
  await watch(fs.createReadStream(at('a')), 'plain');
  await watch(fs.createReadStream(at('a'), { start: 2, end: 5, highWaterMark: 2 }), 'range');
  await watch(fs.createReadStream(at('a'), { start: 8, encoding: 'hex' }), 'tail');
  await watch(fs.createReadStream(at('a'), 'base64'), 'encoding');
  await watch(fs.createReadStream(at('a'), { start: 50 }), 'beyond');
  await watch(fs.createReadStream(at('none')), 'missing');
  await watch(fs.createReadStream(dir), 'directory');
  for (const options of [{ start: 5, end: 2 }, { start: -1 }, { start: 'x' }, { end: 1.5 }, { fd: 'x' }, { fd: -1 }, { encoding: 'nope' }, 5, { fs: {} }, { highWaterMark: -5 }]) {
    try { fs.createReadStream(at('a'), options).destroy(); log('fine'); } catch (e) { log(e.name, e.code, e.message); }
  }
  for (const options of [{ start: -1 }, { fd: {} }, { encoding: 'nope' }, { flush: 1 }, { fs: { open() {} } }, { fs: {} }]) {
    try { fs.createWriteStream(at('w0'), options).destroy(); log('fine'); } catch (e) { log(e.name, e.code, e.message); }
  }
  try { fs.createReadStream(5); } catch (e) { log(e.code, e.message); }
  try { fs.createWriteStream(); } catch (e) { log(e.code, e.message); }

  const fd = fs.openSync(at('a'));
  const r = fs.createReadStream(null, { fd, autoClose: false, end: 3 });
  log(r.fd === fd, r.pending, r.path, r.flags, r.autoClose);
  for await (const chunk of r) log(String(chunk));
  log(fs.readSync(fd, Buffer.alloc(3)), r.destroyed);
  fs.closeSync(fd);

  const w = fs.createWriteStream(at('w'));
  const closed = watch(w, 'w');
  log(w.pending, w.bytesWritten, w.path, w.flags);
  w.write('one ', () => log('cb one'));
  w.write(Buffer.from('two '), () => log('cb two'));
  w.cork(); w.write('three '); w.write('four'); w.uncork();
  w.end(() => log('cb end'));
  await closed;
  log(fs.readFileSync(at('w'), 'utf8'), w.bytesWritten, w.fd, w.closed);
  const more = fs.createWriteStream(at('w'), { flags: 'r+', start: 4, encoding: 'latin1' });
  more.end('T\u00e9');
  await finished(more);
  log(fs.readFileSync(at('w')).subarray(0, 8));
  const appended = fs.createWriteStream(at('w'), { flags: 'a', mode: 0o600, flush: true });
  appended.end('!');
  await finished(appended);
  log(fs.readFileSync(at('w'), 'latin1'));
  await watch(fs.createWriteStream(at('none', 'x')), 'cannot');
  const ex = fs.createWriteStream(at('w'), { flags: 'wx' });
  ex.write('x', (e) => log('cb', e && e.code));
  await watch(ex, 'exclusive');

  const early = fs.createReadStream(at('a'));
  const gone = watch(early, 'early');
  early.destroy(new Error('changed my mind'));
  await gone;
  const closing = fs.createWriteStream(at('c'));
  closing.write('data');
  await new Promise((resolve) => closing.close((e) => { log('close callback', e); resolve(); }));
  log(fs.readFileSync(at('c'), 'utf8'));
  const rc = fs.createReadStream(at('a'));
  await new Promise((resolve) => rc.close((e) => { log('read close', e.code); resolve(); }));

  fs.writeFileSync(at('big'), Buffer.alloc(300000, 'x'));
  const sizes = [];
  for await (const chunk of fs.createReadStream(at('big'))) sizes.push(chunk.length);
  log(sizes);
  await pipeline(fs.createReadStream(at('big')), async function* (source) { for await (const c of source) yield c.subarray(0, 10); }, fs.createWriteStream(at('small')));
  log(fs.statSync(at('small')).size);
  const ac = new AbortController();
  const p = pipeline(fs.createReadStream(at('big')), fs.createWriteStream(at('cut')), { signal: ac.signal }).catch((e) => log(e.name, e.code));
  ac.abort();
  await p;
  const custom = fs.createReadStream(at('a'), { fs: { ...fs, read(...args) { log('custom read'); return fs.read(...args); } } });
  for await (const chunk of custom) log(String(chunk));
  log(fs.createReadStream(at('a')).destroy() instanceof fs.ReadStream, fs.ReadStream(at('a')).destroy().constructor.name);
  const emitter = fs.createReadStream(at('a'), { emitClose: false });
  emitter.on('close', () => log('no close')); emitter.on('end', () => log('end without close')); emitter.resume();
  await finished(emitter);
  const signal = fs.createReadStream(at('a'), { signal: AbortSignal.abort() });
  signal.on('error', (e) => log(e.name));
})();
