// fs.promises and FileHandle.
const fs = require('fs');
const fsp = require('fs/promises');
const os = require('os');
const path = require('path');

let dir;
const at = (...names) => path.join(dir, ...names);
const clean = (v) => (typeof v === 'string' ? v.replaceAll(dir, 'DIR') : v);
const log = (...args) => console.log(...args.map(clean));
const fails = (label, promise) => promise.then((v) => log(label, 'resolved', v), (e) => log(label, e.name, e.code, e.message));

(async () => {
  dir = await fsp.mkdtemp(path.join(os.tmpdir(), 'lb-fs-'));
  process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
  log(await fsp.writeFile(at('a'), 'one'), await fsp.appendFile(at('a'), 'two'), await fsp.readFile(at('a')), await fsp.readFile(at('a'), 'utf8'));
  await fsp.writeFile(at('it'), (async function* () { yield 'x'; yield Buffer.from('y'); })());
  await fsp.writeFile(at('it2'), ['p', 'q'], { flush: true });
  await fsp.writeFile(at('st'), require('stream').Readable.from(['s', 't']));
  log(await fsp.readFile(at('it'), 'utf8'), await fsp.readFile(at('it2'), 'utf8'), await fsp.readFile(at('st'), 'utf8'));
  log((await fsp.stat(at('a'))).size, (await fsp.lstat(at('a'), { bigint: true })).size, await fsp.access(at('a')), typeof (await fsp.statfs(dir)).type);
  log(await fsp.mkdir(at('d')), await fsp.mkdir(at('d/e/f'), { recursive: true }), await fsp.readdir(at('d')), await fsp.readdir(at('d'), { recursive: true }));
  log(await fsp.copyFile(at('a'), at('c')), await fsp.rename(at('c'), at('c2')), await fsp.link(at('c2'), at('c3')), await fsp.symlink('c2', at('c4')), await fsp.readlink(at('c4')));
  log(await fsp.realpath(at('c4')), await fsp.chmod(at('c2'), 0o600), await fsp.utimes(at('c2'), 1, 2), await fsp.lutimes(at('c4'), 3, 4), await fsp.truncate(at('c2'), 2), await fsp.unlink(at('c3')));
  log((await fsp.stat(at('c2'))).size, (await fsp.stat(at('c4'))).mode & 0o777, (await fsp.lstat(at('c4'))).mtimeMs, await fsp.chown(at('c2'), -1, -1), await fsp.lchown(at('c4'), -1, -1));

  for (const [label, start] of Object.entries({
    stat: () => fsp.stat(at('none')), read: () => fsp.readFile(at('none')), readdir: () => fsp.readFile(dir), open: () => fsp.open(at('none')), copy: () => fsp.copyFile(at('none'), at('x')), rename: () => fsp.rename(at('none'), at('x')),
    rmdir: () => fsp.rmdir(at('d')), rm: () => fsp.rm(at('d')), unlink: () => fsp.unlink(at('d')), mkdir: () => fsp.mkdir(at('d')), opendir: () => fsp.opendir(at('none')), realpath: () => fsp.realpath(at('none')), access: () => fsp.access(at('none')),
    badpath: () => fsp.readFile(5.5), badpath2: () => fsp.stat(null), badflag: () => fsp.open(at('a'), 'q'), badmode: () => fsp.open(at('a'), 'r', '9'), baddata: () => fsp.writeFile(at('a'), {}), badencoding: () => fsp.readFile(at('a'), 'nope'),
    badoptions: () => fsp.readFile(at('a'), 5), badtime: () => fsp.utimes(at('a'), {}, 1), aborted: () => fsp.readFile(at('a'), { signal: AbortSignal.abort() }), abortedw: () => fsp.writeFile(at('a'), 'x', { signal: AbortSignal.abort('r') }),
    lchmod: () => fsp.lchmod(at('a'), 0o600).then(() => 'x', (e) => { throw new Error(e.code); }),
  })) await fails(label, start());

  const fh = await fsp.open(at('h'), 'w+');
  fh.on('close', () => log('close event'));
  log(fh.constructor.name, typeof fh.fd, await fh.write('hello world'), await fh.write(Buffer.from('HE'), 0, 2, 0), await fh.write(new Uint8Array([33]), { position: 11 }));
  log(await fh.read(Buffer.alloc(5), 0, 5, 0), await fh.read({ buffer: Buffer.alloc(3), position: 6 }), await fh.read(Buffer.alloc(4), { position: 8 }));
  log(await fh.writev([Buffer.from('1'), Buffer.from('2')], 0), await fh.readv([Buffer.alloc(2), Buffer.alloc(1)], 0), await fh.stat().then((s) => s.size));
  log(await fh.truncate(4), await fh.sync(), await fh.datasync(), await fh.chmod(0o600), await fh.chown(-1, -1), await fh.utimes(1, 2), await fh.appendFile('++'), (await fh.stat({ bigint: true })).size);
  log(await fh.read(Buffer.alloc(10), 0, 10, 0).then((r) => r.bytesRead), await fh.readFile('utf8'));
  log(await fh.writeFile('tail'), await fsp.readFile(at('h'), 'utf8'));
  await fails('bad read', fh.read(5)); await fails('bad length', fh.read(Buffer.alloc(1), 0, 5)); await fails('bad write', fh.write({}));
  const closing = fh.close();
  log(fh.fd, closing === fh.close(), await closing, await fh.close());
  await fails('after close', fh.read(Buffer.alloc(1))); await fails('stat after close', fh.stat());

  const lines = await fsp.open(at('lines'), 'w+');
  await lines.writeFile('l1\nl2\r\nl3');
  await lines.close();
  const reader = await fsp.open(at('lines'));
  for await (const line of reader.readLines()) log('line', line);
  log(reader.fd);
  const rs = (await fsp.open(at('lines'))).createReadStream({ encoding: 'utf8', start: 1, end: 4 });
  rs.on('close', () => log('stream closed'));
  for await (const chunk of rs) log(JSON.stringify(chunk));
  const out = await fsp.open(at('out'), 'w');
  const ws = out.createWriteStream();
  ws.write('a'); ws.end('b');
  await new Promise((r) => ws.on('close', r));
  log(await fsp.readFile(at('out'), 'utf8'), out.fd);

  const dirs = await fsp.opendir(at('d'));
  log(dirs.path, (await dirs.read()).name, await dirs.read(), await dirs.close());
  await fails('dir closed', dirs.close());
  for await (const e of await fsp.opendir(at('d'), { recursive: true })) log(e.name, e.parentPath);
  log(await fsp.rm(at('d'), { recursive: true }), await fsp.rm(at('d'), { force: true }), (await fsp.readdir(dir, { withFileTypes: true })).map((e) => e.name).join());

  await Promise.all([1, 2, 3].map((n) => fsp.writeFile(at(`p${n}`), String(n))));
  log(await Promise.all([1, 2, 3].map((n) => fsp.readFile(at(`p${n}`), 'utf8'))));
  await new Promise((resolve) => fsp.stat(at('a')).then(() => {
    process.nextTick(() => log('tick'));
    Promise.resolve().then(() => log('micro'));
    setImmediate(() => { log('immediate'); resolve(); });
  }));
  const held = await fsp.open(at('a'));
  const reading = held.readFile('utf8');
  log(await Promise.all([reading, held.close()]));
  {
    const d = await fsp.mkdtempDisposable(at('disp-'));
    log(fs.existsSync(d.path)); await d.remove(); log(fs.existsSync(d.path));
  }
  const h2 = await fsp.open(at('a'));
  await h2[Symbol.asyncDispose]();
  log(h2.fd);
})();
