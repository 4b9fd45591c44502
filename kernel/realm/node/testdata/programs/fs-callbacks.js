// The callbacks of fs: what they get, and in which phase they run.
const fs = require('fs');
const os = require('os');
const path = require('path');
const { promisify } = require('util');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lb-fs-'));
const at = (...names) => path.join(dir, ...names);
const clean = (v) => (typeof v === 'string' ? v.replaceAll(dir, 'DIR') : v);
const log = (...args) => console.log(...args.map(clean));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));

// call runs one function and logs what its callback gets.
const call = (name, ...args) => new Promise((resolve) => {
  fs[name](...args, (...got) => {
    log(name, ...got.map((g) => (g instanceof Error ? `${g.code} ${g.message}` : name === 'open' ? typeof g : g)));
    resolve(got[got.length - 1]);
  });
});

(async () => {
  await call('writeFile', at('a'), 'one');
  await call('appendFile', at('a'), 'two', 'utf8');
  await call('readFile', at('a'));
  await call('readFile', at('a'), 'utf8');
  await call('readFile', at('a'), { encoding: 'hex', flag: 'r' });
  await call('writeFile', at('b'), Buffer.from('flushed'), { flush: true, mode: 0o600 });
  await call('access', at('a'));
  await call('access', at('a'), fs.constants.W_OK);
  await call('exists', at('a'));
  await call('exists', at('none'));
  const fd = await call('open', at('fd'), 'w+', 0o644).then((n) => { log(typeof n); return n; });
  await call('write', fd, 'text');
  await call('write', fd, Buffer.from('bytes'), 0, 2, 10);
  await call('write', fd, Buffer.from('bytes'), { offset: 2, length: 3, position: 4 });
  await call('write', fd, 'enc', 20, 'latin1');
  await call('read', fd, Buffer.alloc(4), 0, 4, 0);
  await call('read', fd, { buffer: Buffer.alloc(6), position: 0 });
  await call('read', fd, Buffer.alloc(2), { position: 1 });
  await call('read', fd, Buffer.alloc(3), 0, 0, 0);
  await call('readv', fd, [Buffer.alloc(1), Buffer.alloc(2)], 0);
  await call('writev', fd, [Buffer.from('12'), Buffer.from('3')], 0);
  await call('writev', fd, []);
  await call('ftruncate', fd, 3);
  await call('fsync', fd);
  await call('fdatasync', fd);
  await call('fchmod', fd, 0o600);
  await call('futimes', fd, 1, 2);
  await new Promise((r) => fs.fstat(fd, (e, s) => { log('fstat', e, s.size, s.mtimeMs); r(); }));
  await call('readFile', fd, 'utf8');
  await call('close', fd);
  await call('close', 54321);
  await call('mkdir', at('d'));
  await call('mkdir', at('d/e/f'), { recursive: true });
  await call('readdir', at('d'));
  await call('readdir', at('d'), { recursive: true });
  await new Promise((r) => fs.readdir(at('d'), { withFileTypes: true }, (e, l) => { log(e, l.length, l[0].name, l[0].isDirectory()); r(); }));
  await call('symlink', 'target', at('link'));
  await call('readlink', at('link'));
  await call('lstat', at('nothing'));
  await call('link', at('a'), at('hard'));
  await call('rename', at('hard'), at('moved'));
  await call('realpath', at('d/../a'));
  await call('realpath', at('none/x'));
  await call('copyFile', at('a'), at('copied'));
  await call('copyFile', at('a'), at('copied'), fs.constants.COPYFILE_EXCL);
  await call('chmod', at('copied'), 0o600);
  await call('utimes', at('copied'), 1, 2);
  await call('lutimes', at('link'), 1, 2);
  await call('truncate', at('copied'), 1);
  await call('truncate', at('copied'));
  await call('truncate', at('none'));
  await call('unlink', at('copied'));
  await call('unlink', at('copied'));
  await call('rmdir', at('d'));
  await call('rm', at('d'));
  await call('rm', at('d'), { recursive: true });
  await call('rm', at('d'));
  await call('rm', at('d'), { force: true });
  await call('opendir', at('none'));
  await call('readFile', at('none'));
  await call('readFile', dir);
  await call('readdir', at('a'));
  await call('statfs', at('none'));
  await new Promise((r) => fs.mkdtemp(at('t-'), (e, name) => { log(e, name.length - dir.length); r(); }));
  const ac = new AbortController();
  const aborted = call('readFile', at('a'), { signal: ac.signal });
  ac.abort('reason');
  await aborted;
  await call('readFile', at('a'), { signal: AbortSignal.abort() });
  await call('writeFile', at('never'), 'x', { signal: AbortSignal.abort() });
  log(fs.existsSync(at('never')));
  log(await promisify(fs.exists)(at('a')), await promisify(fs.readFile)(at('a'), 'utf8'));
  const fd2 = fs.openSync(at('a'));
  log(await promisify(fs.read)(fd2, Buffer.alloc(3), 0, 3, 0), await promisify(fs.readv)(fd2, [Buffer.alloc(2)], 0));
  fs.closeSync(fd2);
  await phases();
})();

// Each completion is a scope of its own: ticks, then microtasks, then the next.
async function phases() {
  await new Promise((resolve) => {
    fs.stat(at('a'), () => {
      log('stat');
      process.nextTick(() => log('tick'));
      Promise.resolve().then(() => log('micro'));
      setTimeout(() => { log('timeout'); resolve(); }, 0);
      setImmediate(() => log('immediate'));
      const end = Date.now() + 5;
      while (Date.now() < end);
    });
  });
  await new Promise((resolve) => {
    let turns = 0;
    let over = false;
    const count = () => { turns++; if (!over) setImmediate(count); };
    setImmediate(count);
    fs.readFile(at('a'), () => { over = true; log('readFile took several turns', turns > 1); resolve(); });
  });
  const err = await new Promise((resolve) => fs.open(at('none'), resolve));
  log(err.stack.split('\n').length, Object.keys(err), err.errno, err.syscall);
  process.once('uncaughtException', (e) => log('uncaught', e.message));
  fs.stat(at('a'), () => { process.nextTick(() => log('tick of the thrower')); throw new Error('in a callback'); });
}
