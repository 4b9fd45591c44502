// Warnings, and what is printed of them.
const { spawnSync } = require('child_process');

if (process.argv[2] === 'child') {
  if (process.execArgv[0] === '--throw-deprecation') process.on('uncaughtException', (err) => console.log('thrown', err.message));
  if (process.argv[3] === 'listen') process.on('warning', (w) => console.log('listener', w.name, w.code, w.message, w.detail));
  if (process.argv[3] === 'silent') process.removeAllListeners('warning');
  process.emitWarning('plain');
  process.emitWarning('typed', 'MyWarning', 'CODE1');
  process.emitWarning('with options', { type: 'Other', code: 'CODE2', detail: 'some detail\nover lines' });
  process.emitWarning('old', 'DeprecationWarning', 'DEP9999');
  process.emitWarning(Object.assign(new Error('an error'), { name: 'ErrorWarning', code: 'E' }));
  process.nextTick(() => console.log('tick', process.listenerCount('warning')));
} else {
  const run = (flags, ...args) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, __filename, 'child', ...args], { encoding: 'utf8' });
    console.log(flags, args, status);
    console.log(stdout + stderr.replaceAll(/\(node:\d+\)/g, '(node:PID)').replaceAll(/`[^`]* (--trace-[a-z]+) \.\.\.`/g, '`node $1 ...`')
      .replaceAll(/\n    at .*/g, ''));
  };
  run([]);
  run([], 'listen');
  run([], 'silent');
  run(['--no-warnings'], 'listen');
  run(['--no-deprecation']);
  run(['--throw-deprecation'], 'listen');
  run(['--trace-warnings']);
  run(['--trace-deprecation']);
  run(['--disable-warning=CODE1', '--disable-warning=Other']);
}
