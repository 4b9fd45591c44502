// The events of a child and of its streams, in their order.
const { spawn } = require('child_process');
const child = spawn('sh', ['-c', 'echo out; exit 3']);
console.log(typeof child.pid, child.connected, child.exitCode, child.signalCode, child.spawnfile, child.spawnargs, child.killed);
console.log(child.stdin.writable, child.stdin.readable, child.stdout.readable, child.stdout.writable, child.stdio.length);
for (const event of ['data', 'end', 'close']) child.stdout.on(event, (chunk) => console.log('stdout', event, chunk ? String(chunk) : ''));
for (const event of ['spawn', 'exit', 'close', 'error', 'disconnect']) child.on(event, (...args) => console.log(event, ...args));
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('microtask'));
// When the loop looks for the first time, the child has ended.
for (const end = Date.now() + 200; Date.now() < end;);
child.on('close', () => {
  console.log(child.exitCode, child.signalCode, child.killed, child.kill());
  missing();
});

function missing() {
  const child = spawn('no-such-program', ['a', 'b']);
  console.log(child.pid, child.stdin.destroyed, Object.keys(child).filter((key) => !key.startsWith('_')).sort().join());
  for (const event of ['spawn', 'exit', 'close']) child.on(event, (...args) => console.log('missing', event, ...args));
  child.on('error', (err) => {
    console.log(err.message, { ...err }, err instanceof Error, err.name);
    console.log(child.exitCode, child.signalCode);
  });
  child.on('close', noDirectory);
}

function noDirectory() {
  spawn('true', { cwd: '/no/such/directory' }).on('error', (err) => console.log(err.message, err.path)).on('close', notExecutable);
}

function notExecutable() {
  spawn(__filename).on('error', (err) => console.log(err.code, err.syscall === `spawn ${__filename}`)).on('close', signals);
}

function signals() {
  const child = spawn('sleep', ['60']);
  child.on('spawn', () => console.log('kill', child.kill(), child.killed, child.signalCode));
  child.on('exit', (...args) => console.log('exit', ...args));
  child.on('close', (...args) => {
    console.log('close', ...args, child.exitCode, child.signalCode, child.kill('SIGKILL'));
    more();
  });
}

function more() {
  const child = spawn('sleep', ['60']);
  try {
    child.kill('SIGNOPE');
  } catch (err) {
    console.log(err.name, err.code, err.message);
  }
  console.log(child.kill(0), child.killed, child.kill('sigint'));
  child.on('exit', (...args) => console.log('exit', ...args));
}
