// The synchronous half of fs: files, directories, links, times, and what they refuse.
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'lb-fs-'));
const at = (...names) => path.join(dir, ...names);
const log = (...args) => console.log(...args.map((a) => (typeof a === 'string' ? a.replaceAll(dir, 'DIR') : a)));
const fails = (label, fn) => {
  try { log(label, 'returned', fn()); } catch (e) {
    log(label, e.name, e.code, e.message, JSON.stringify(e, (k, v) => (typeof v === 'string' ? v.replaceAll(dir, 'DIR') : v)));
  }
};
process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));

// Files.
fs.writeFileSync(at('a.txt'), 'hello');
fs.appendFileSync(at('a.txt'), Buffer.from(' world'));
fs.appendFileSync(at('a.txt'), '21', 'hex');
log(fs.readFileSync(at('a.txt'), 'utf8'), fs.readFileSync(at('a.txt')), fs.readFileSync(at('a.txt'), { encoding: 'base64' }));
fs.writeFileSync(at('a.txt'), new Uint16Array([0x4142, 0x4344]));
log(fs.readFileSync(at('a.txt'), 'latin1'), fs.readFileSync(Buffer.from(at('a.txt')), 'utf8'), fs.readFileSync(require('url').pathToFileURL(at('a.txt')), 'ascii'));
fs.writeFileSync(at('a.txt'), 'xyz', { flag: 'r+' });
fs.writeFileSync(at('m.txt'), '', { mode: 0o600 });
log(fs.readFileSync(at('a.txt'), 'utf8'), (fs.statSync(at('m.txt')).mode & 0o777).toString(8));
fs.truncateSync(at('a.txt'), 2); log(fs.readFileSync(at('a.txt'), 'utf8'));
fs.truncateSync(at('a.txt'), 4); log(fs.readFileSync(at('a.txt')));
fs.writeFileSync(at('bom.txt'), '\ufeffb\u00e9\u20ac\ud83d\ude00');
log(fs.readFileSync(at('bom.txt'), 'utf8').length, fs.readFileSync(at('bom.txt')).length, fs.readFileSync(at('bom.txt'), 'utf16le').length);

// Descriptors.
const fd = fs.openSync(at('fd.txt'), 'w+');
log(typeof fd, fs.writeSync(fd, 'abcdef'), fs.writeSync(fd, Buffer.from('XYZ'), 1, 1, 2), fs.writeSync(fd, Buffer.from('12'), { position: 0 }), fs.writeSync(fd, '\u00e9', 6, 'latin1'));
const buf = Buffer.alloc(10);
log(fs.readSync(fd, buf, 2, 4, 0), buf, fs.readSync(fd, buf, { position: 5, length: 2 }), buf, fs.readSync(fd, buf, 0, 0, 0), fs.readSync(fd, new Uint8Array(3)));
log(fs.writevSync(fd, [Buffer.from('A'), Buffer.from('BC')], 0), fs.readvSync(fd, [buf.subarray(0, 1), new Uint8Array(1)], 1), String.fromCharCode(buf[0]));
fs.ftruncateSync(fd, 3); fs.fsyncSync(fd); fs.fdatasyncSync(fd); fs.fchmodSync(fd, 0o640); fs.futimesSync(fd, 1000.5, new Date(2000500));
const st = fs.fstatSync(fd);
log(st.size, (st.mode & 0o777).toString(8), st.atimeMs, st.mtime, st.isFile(), st.isDirectory(), st.isSymbolicLink());
log(fs.readFileSync(fd, 'utf8'));
fs.closeSync(fd);
fails('closed', () => fs.closeSync(fd));
fails('read', () => fs.readFileSync(fd));

// Stats.
fs.utimesSync(at('a.txt'), 1.25, '2');
const big = fs.statSync(at('a.txt'), { bigint: true });
log(big.atimeNs, big.mtimeMs, big.size, big.atime, big.isFile(), Object.keys(big));
log(Object.keys(fs.statSync(at('a.txt'))), fs.statSync(at('nope'), { throwIfNoEntry: false }), fs.statSync(at('a.txt', 'x'), { throwIfNoEntry: false }));
log(Object.keys(fs.statfsSync(dir)), typeof fs.statfsSync(dir, { bigint: true }).bsize, fs.statfsSync(dir).constructor.name);

// Directories.
log(fs.mkdirSync(at('d')), fs.mkdirSync(at('d', 'e', 'f'), { recursive: true }), fs.mkdirSync(at('d', 'e'), { recursive: true }));
fs.writeFileSync(at('d', 'one'), '1'); fs.writeFileSync(at('d', 'e', 'two'), '2'); fs.symlinkSync('one', at('d', 'link'));
log(fs.readdirSync(at('d')), fs.readdirSync(at('d'), { recursive: true }), fs.readdirSync(at('d'), 'buffer'), fs.readdirSync(at('d'), { encoding: 'hex' }));
for (const e of fs.readdirSync(at('d'), { withFileTypes: true })) log(e.name, e.parentPath, e.isFile(), e.isDirectory(), e.isSymbolicLink());
log(fs.readdirSync(at('d'), { withFileTypes: true, recursive: true }).map((e) => path.join(e.parentPath, e.name).replaceAll(dir, 'DIR')));
const d = fs.opendirSync(at('d'));
log(d.path, [d.readSync().name, d.readSync().name, d.readSync().name].sort(), d.readSync()); d.closeSync();
fails('dir closed', () => d.readSync());
const recursive = fs.opendirSync(at('d'), { recursive: true });
const entries = [];
for (let e; (e = recursive.readSync()) !== null;) entries.push(path.join(e.parentPath, e.name).replaceAll(dir, 'DIR'));
recursive.closeSync();
log(entries.sort());
fs.rmdirSync(at('d', 'e', 'f'));

// Links and names.
fs.linkSync(at('a.txt'), at('hard')); log(fs.statSync(at('hard')).nlink);
log(fs.readlinkSync(at('d', 'link')), fs.readlinkSync(at('d', 'link'), 'buffer'), fs.lstatSync(at('d', 'link')).isSymbolicLink(), fs.realpathSync(at('d', '..', 'd', 'link')), fs.realpathSync.native(at('d', 'link')));
fs.symlinkSync(at('d'), at('dlink')); log(fs.realpathSync(at('dlink', 'e', 'two')), fs.realpathSync(at('dlink'), 'hex').length > 10);
fs.lutimesSync(at('dlink'), 5, 6); log(fs.lstatSync(at('dlink')).mtimeMs);
fs.renameSync(at('hard'), at('renamed')); log(fs.existsSync(at('hard')), fs.existsSync(at('renamed')), fs.existsSync(undefined), fs.existsSync(at('x\0y')));
fs.copyFileSync(at('a.txt'), at('copy')); log(fs.readFileSync(at('copy')).equals(fs.readFileSync(at('a.txt'))));
fs.chmodSync(at('copy'), '600'); log((fs.statSync(at('copy')).mode & 0o777).toString(8)); fs.accessSync(at('copy'), fs.constants.R_OK);
fs.chownSync(at('copy'), process.getuid?.() ?? -1, -1); fs.lchownSync(at('copy'), -1, -1);
fs.unlinkSync(at('copy'));
const made = fs.mkdtempSync(at('tmp-')); log(made.length - dir.length, fs.statSync(made).isDirectory());
{
  const disposable = fs.mkdtempDisposableSync(at('disp-'));
  log(fs.existsSync(disposable.path)); disposable.remove(); log(fs.existsSync(disposable.path));
}

// What goes wrong.
for (const [label, fn] of Object.entries({
  open: () => fs.openSync(at('none')), exclusive: () => fs.openSync(at('a.txt'), 'wx'), directory: () => fs.openSync(dir, 'w'),
  read: () => fs.readFileSync(dir), write: () => fs.writeFileSync(at('none', 'x'), ''), stat: () => fs.statSync(at('none')), lstat: () => fs.lstatSync(at('none')),
  access: () => fs.accessSync(at('none')), mkdir: () => fs.mkdirSync(at('d')), mkdirp: () => fs.mkdirSync(at('a.txt', 'x'), { recursive: true }),
  mkdirf: () => fs.mkdirSync(at('a.txt'), { recursive: true }), rmdir: () => fs.rmdirSync(at('d')), rmdirf: () => fs.rmdirSync(at('a.txt')),
  unlink: () => fs.unlinkSync(at('d')), rename: () => fs.renameSync(at('none'), at('x')), copy: () => fs.copyFileSync(at('a.txt'), at('renamed'), fs.constants.COPYFILE_EXCL),
  copy2: () => fs.copyFileSync(at('none'), at('x')), link: () => fs.linkSync(at('none'), at('x')), symlink: () => fs.symlinkSync('x', at('dlink')),
  readlink: () => fs.readlinkSync(at('a.txt')), realpath: () => fs.realpathSync(at('none', 'deeper')), native: () => fs.realpathSync.native(at('none')),
  readdir: () => fs.readdirSync(at('none')), readdirf: () => fs.readdirSync(at('a.txt')), opendir: () => fs.opendirSync(at('none')), mkdtemp: () => fs.mkdtempSync(at('none', 'x')).length,
  chmod: () => fs.chmodSync(at('none'), 0o600), utimes: () => fs.utimesSync(at('none'), 1, 1), truncate: () => fs.truncateSync(at('none')), rm: () => fs.rmSync(at('none')),
  rmdirectory: () => fs.rmSync(at('d')), fstat: () => fs.fstatSync(12345), fsync: () => fs.fsyncSync(12345), fchmod: () => fs.fchmodSync(12345, 0), futimes: () => fs.futimesSync(12345, 1, 1),
  ftruncate: () => fs.ftruncateSync(12345), readv: () => fs.readvSync(12345, [Buffer.alloc(1)]), empty: () => fs.openSync(''),
})) fails(label, fn);

// Removal.
fs.rmSync(at('none'), { force: true }); fs.rmSync(at('a.txt')); fs.rmSync(at('dlink')); fs.rmSync(at('d'), { recursive: true });
log(fs.readdirSync(dir).filter((n) => !n.startsWith('tmp-')));

// The working directory.
process.chdir(dir);
fs.writeFileSync('rel.txt', 'relative'); fs.mkdirSync('r/s', { recursive: true });
log(fs.readFileSync('rel.txt', 'utf8'), fs.mkdirSync('r/t/u', { recursive: true }), fs.realpathSync('rel.txt'), fs.readdirSync('r', { recursive: true }));
fails('relative', () => fs.openSync('nope.txt'));
fails('relative stat', () => fs.statSync('./nope'));
log(fs.mkdtempSync('rt-').length, fs.readdirSync('.', { withFileTypes: true })[0].parentPath);
