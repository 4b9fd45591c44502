// cp, rm, glob and watch.
const fs = require('fs');
const fsp = require('fs/promises');
const os = require('os');
const path = require('path');

const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lb-fs-')));
const at = (...names) => path.join(dir, ...names);
const clean = (v) => (typeof v === 'string' ? v.replaceAll(dir, 'DIR') : Array.isArray(v) ? v.map(clean) : v);
const log = (...args) => console.log(...args.map(clean));
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
const tree = (root) => fs.readdirSync(at(root), { recursive: true }).sort().join(' ');
const fails = async (label, fn) => {
  try { log(label, 'fine', await fn()); } catch (e) { log(label, e.name, e.code, e.info ? `${e.info.syscall} ${e.info.code} ${clean(e.info.message)} ${clean(e.info.path)}` : clean(e.message)); }
};

(async () => {
  process.chdir(dir);
  for (const f of ['src/a.js', 'src/b.txt', 'src/.hidden', 'src/x/y/z.js', 'src/x/y/.h/q.js', 'src/x/k.js', 'src/n/m/o.txt']) {
    fs.mkdirSync(path.dirname(f), { recursive: true });
    fs.writeFileSync(f, f);
  }
  fs.symlinkSync('x', 'src/link');

  fs.cpSync('src', 'one', { recursive: true }); log(tree('one'), fs.readlinkSync('one/link'));
  await fsp.cp('src', 'two', { recursive: true, filter: (from, to) => !from.endsWith('.txt'), verbatimSymlinks: true }); log(tree('two'), fs.readlinkSync('two/link'));
  await new Promise((r) => fs.cp('src/a.js', 'deep/er/a.js', (e) => { log(e, tree('deep')); r(); }));
  await fsp.cp('src', 'three', { recursive: true, dereference: true }); log(fs.lstatSync('three/link').isDirectory());
  await fsp.cp('src', 'async', { recursive: true, filter: async (from) => !from.includes('x') }); log(tree('async'));
  fs.utimesSync('src/a.js', 1000, 2000); fs.cpSync('src/a.js', 'times.js', { preserveTimestamps: true }); log(fs.statSync('times.js').mtimeMs);
  fs.writeFileSync('old.js', 'old'); fs.cpSync('src/a.js', 'old.js', { force: false }); log(fs.readFileSync('old.js', 'utf8')); fs.cpSync('src/a.js', 'old.js'); log(fs.readFileSync('old.js', 'utf8'));
  for (const [label, args] of Object.entries({
    missing: ['none', 'x'], directory: ['src', 'x'], same: ['src', 'src', { recursive: true }], self: ['src', 'src/inner', { recursive: true }], dirToFile: ['src', 'old.js', { recursive: true }],
    fileToDir: ['src/a.js', 'one'], exists: ['src/a.js', 'old.js', { force: false, errorOnExist: true }], none: ['none', 'x', {}], options: ['src', 'x', 5], flag: ['src', 'x', { recursive: 1 }], pair: ['src', 'x', { dereference: true, verbatimSymlinks: true }],
    filter: ['src', 'x', { filter: 1 }], mode: ['src', 'x', { mode: 9 }], path: [5, 'x'],
  })) await fails(label, () => fsp.cp(...args));

  for (const pattern of ['*', '**', '**/*.js', 'src/*', 'src/**', 'src/x/**/z.js', '{old,times}.js', 'src/[ab].*', 'src/?.js', './old.*', 'src/x/', 'src/.*', 'src/link/*', 'none', 'src/x/../a.js', '']) {
    log(pattern, fs.globSync(pattern, { exclude: (n) => ['one', 'two', 'three', 'async', 'deep'].includes(n) }).sort());
  }
  log(fs.globSync(['src/*.js', 'src/*.txt']).sort(), fs.globSync('**/*.js', { cwd: 'src', exclude: ['x/**'] }).sort(), fs.globSync(at('src', '*.js')));
  log(fs.globSync('src/*', { withFileTypes: true }).map((e) => `${e.parentPath}/${e.name} ${e.isFile()}`).sort());
  const found = [];
  for await (const name of fsp.glob('src/x/**')) found.push(name);
  log(found.sort());
  await new Promise((r) => fs.glob('src/*.js', (e, names) => { log(e, names); r(); }));
  for (const args of [[1], ['*', 1], ['*', { exclude: 1 }]]) await fails('glob', () => fs.globSync(...args));

  await fails('rm directory', () => fsp.rm('one')); await fails('rm', () => fsp.rm('one', { recursive: true })); await fails('rm none', () => fsp.rm('one')); await fails('force', () => fsp.rm('one', { force: true }));
  fs.rmSync('two', { recursive: true, maxRetries: 2, retryDelay: 1 }); log(fs.existsSync('two'));

  const seen = new Set();
  const watcher = fs.watch('src', (event, name) => { seen.add(`${event} ${name}`); });
  watcher.on('close', () => log('watch closed'));
  setTimeout(() => { fs.writeFileSync('src/new.js', 'x'); fs.unlinkSync('src/b.txt'); }, 20);
  await new Promise((r) => setTimeout(r, 120));
  watcher.close();
  log(seen.has('rename new.js'), seen.has('change new.js'), seen.has('rename b.txt'));
  try { fs.watch('none'); } catch (e) { log(e.message); }
  await new Promise((resolve) => {
    fs.watchFile('old.js', { interval: 10 }, (now, before) => { log('watchFile', now.size, before.size); fs.unwatchFile('old.js'); resolve(); });
    setTimeout(() => { fs.writeFileSync('fresh.js', 'longer than it was'); fs.renameSync('fresh.js', 'old.js'); }, 60);
  });
  await new Promise((resolve) => {
    fs.watchFile('absent', { interval: 10 }, (now, before) => { log('absent', now.mtimeMs, before.mtimeMs, now.isFile()); fs.unwatchFile('absent'); resolve(); });
  });
  const ac = new AbortController();
  setTimeout(() => fs.writeFileSync('src/w.js', ''), 20);
  try {
    for await (const { eventType, filename } of fsp.watch('src', { signal: ac.signal })) { log(eventType, filename); ac.abort(); }
  } catch (e) { log(e.name); }
})();
