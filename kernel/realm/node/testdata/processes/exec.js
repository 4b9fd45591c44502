// exec and execFile: what they collect, how they fail.
const { exec, execFile } = require('child_process');
const { promisify } = require('util');
const node = process.execPath;
const shown = (err) => err && { message: err.message, ...err };
const run = (fn, ...args) => new Promise((resolve) => {
  fn(...args, (err, stdout, stderr) => {
    console.log(shown(err), JSON.stringify(stdout), JSON.stringify(stderr));
    resolve();
  });
});

(async () => {
  await run(exec, 'echo out; echo err >&2');
  await run(exec, 'echo out; echo err >&2; exit 5');
  await run(exec, 'kill -9 $$');
  await run(exec, 'echo $X $0', { env: { X: 'from env' }, shell: '/bin/sh' });
  await run(exec, 'pwd', { cwd: '/' });
  await run(exec, 'no-such-command', { shell: '/no/such/shell' });
  await run(exec, 'sleep 60', { timeout: 50 });
  await run(exec, 'sleep 60', { timeout: 50, killSignal: 'SIGKILL' });
  await run(exec, 'echo 12345678', { maxBuffer: 5 });
  await run(exec, 'echo 12345678 >&2', { maxBuffer: 5 });
  await run(exec, 'echo äöü', { maxBuffer: 100, encoding: 'latin1' });
  await run(exec, 'echo buffer', { encoding: 'buffer' });
  await run(execFile, 'echo', ['a b', '$HOME']);
  await run(execFile, 'echo', ['a b', '$HOME', '|', 'cat'], { shell: true });
  await run(execFile, 'no-such-program', ['x']);
  await run(execFile, 'false');

  const promised = promisify(exec)('echo promised');
  console.log(typeof promised.child.pid, await promised);
  await promisify(execFile)('sh', ['-c', 'echo bad >&2; exit 2']).catch((err) => console.log(shown(err)));

  const controller = new AbortController();
  const aborted = run(exec, 'sleep 60', { signal: controller.signal });
  controller.abort();
  await aborted;
  await run(exec, 'sleep 60', { signal: AbortSignal.abort('why') });

  for (const bad of [() => exec(5), () => exec('a\0b'), () => exec('x', { timeout: -1 }), () => exec('x', { maxBuffer: 'a' }),
    () => execFile('x', 5), () => execFile('x', [], {}, 'no'), () => exec('x', { killSignal: 'SIGX' }), () => execFile(''),
    () => exec('x', { cwd: 5 }), () => exec('x', { uid: 'a' }), () => exec('x', { env: { A: 'a\0' } }), () => execFile('x', ['a\0'])]) {
    try {
      bad();
    } catch (err) {
      console.log(err.name, err.code, err.message);
    }
  }
})();
