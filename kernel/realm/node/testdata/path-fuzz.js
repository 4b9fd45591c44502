// Every function of both flavours over generated paths; a checksum keeps the output small, samples make it readable.
const path = require('path');
const { posix, win32 } = path;
let seed = 12345;
const rnd = (n) => { seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5; return (seed >>> 0) % n; };
const pieces = ['a', 'b.c', '..', '.', '', '/', '//', '\\', '\\\\', 'C:', 'c:', 'D:', 'x.tar.gz', '.hidden', 'ends.', '...', 'COM1:', 'con', 'NUL:', 'é', 'a:b', ':', '?', 'server', 'share', '///', ' ', '..x', '.js'];
const make = () => {
  let s = '';
  for (let n = rnd(7); n > 0; n--) s += pieces[rnd(pieces.length)] + (rnd(3) === 0 ? '' : ['/', '\\'][rnd(2)]);
  return s;
};
process.cwd = () => '/work/dir';
// Node compares characters, so a first part that only begins like the other one gives no path at all
// (relative('\\\\a', '\\\\ab') is '..ab'). Ours compares parts: such pairs are left out.
const halfAlike = (a, b) => {
  const [x, y] = [a, b].map((p) => win32.resolve(p).toLowerCase().replace(/^\\+|\\+$/g, '')).sort((p, q) => p.length - q.length);
  return y.startsWith(x) && !x.includes('\\');
};
const show = (f) => { try { return JSON.stringify(f()); } catch (e) { return e.code + ' ' + e.message; } };
for (const [name, flavour] of [['posix', posix], ['win32', win32]]) {
  let sum = 0;
  for (let i = 0; i < 800; i++) {
    const a = make();
    const b = make();
    const ext = ['.c', '.gz', 'c', '', '.js', a][rnd(6)];
    const line = [
      show(() => flavour.normalize(a)), show(() => flavour.join(a, b)), show(() => flavour.resolve(a, b)),
      show(() => (flavour === win32 && halfAlike(a, b) ? '-' : flavour.relative(a, b))), show(() => flavour.dirname(a)), show(() => flavour.basename(a)),
      show(() => flavour.basename(a, ext)), show(() => flavour.extname(a)), show(() => flavour.parse(a)),
      show(() => flavour.format(flavour.parse(a))), show(() => flavour.isAbsolute(a)), show(() => flavour.toNamespacedPath(a)),
    ].join(' ');
    for (let j = 0; j < line.length; j++) sum = (sum * 31 + line.charCodeAt(j)) % 4294967291;
    if (i % 25 === 0) console.log(name + ' ' + JSON.stringify(a) + ' ' + JSON.stringify(b) + ' ' + line);
  }
  console.log(name + ' sum ' + sum);
}
