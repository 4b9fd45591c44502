// The synchronous forms.
const { execFileSync, execSync, spawnSync } = require('child_process');
const show = (result) => {
  const { pid, error, ...rest } = result;
  console.log(typeof pid, error && { message: error.message, ...error }, rest);
};
show(spawnSync('sh', ['-c', 'echo out; echo err >&2; exit 3']));
show(spawnSync('cat', { input: 'from input', encoding: 'utf8' }));
show(spawnSync('cat', { input: new Uint8Array([65, 66]), encoding: 'latin1' }));
show(spawnSync('sh', ['-c', 'kill -TERM $$'], { stdio: 'ignore' }));
show(spawnSync('sleep', ['60'], { timeout: 50 }));
show(spawnSync('sh', ['-c', 'echo 123456789; exec sleep 60'], { maxBuffer: 5 }));
show(spawnSync('no-such-program', ['a']));
show(spawnSync('echo', ['inherited'], { stdio: 'inherit' }));
console.log(execSync('echo sync').toString(), execSync('echo text', { encoding: 'utf8' }), execFileSync('printf', ['%s', 'x y']));
for (const fail of [() => execSync('echo out; echo err >&2; exit 4', { stdio: 'pipe' }), () => execFileSync('false'), () => execFileSync('no-such-program'),
  () => execSync('sleep 60', { timeout: 50 })]) {
  try {
    fail();
  } catch (err) {
    const { pid, error, ...rest } = err;
    console.log(err.message, typeof pid, error === err, rest);
  }
}
console.log(execSync('cat', { input: 'a'.repeat(200000) }).length);
try {
  spawnSync('cat', { input: 5 });
} catch (err) {
  console.log(err.code, err.message);
}
