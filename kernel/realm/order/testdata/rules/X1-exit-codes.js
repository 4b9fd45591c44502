// X1: what an exit code may be; listeners may change it.
for (const bad of ['x', 1.5, true, {}, NaN, 1n]) {
  try { process.exitCode = bad; } catch (e) { console.log(e.code); }
}
for (const good of [3, '4', null, undefined]) process.exitCode = good;
process.on('exit', (c) => { console.log('exit', c); process.exitCode = 9; });
process.exitCode = '6';
