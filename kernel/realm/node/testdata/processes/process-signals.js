// Signals as events, and as the end of a process.
const { spawn, spawnSync } = require('child_process');

if (process.argv[2] === 'listen') {
  process.on('SIGTERM', (name, number) => {
    console.log('child got', name, number);
    process.exit(3);
  });
  process.once('SIGUSR2', (...args) => console.log('child got', ...args));
  setInterval(() => {}, 1000);
  console.log('ready');
} else if (process.argv[2] === 'once') {
  process.once('SIGUSR2', () => {
    console.log('first');
    process.kill(process.pid, 'SIGUSR2');
  });
  setTimeout(() => console.log('never'), 5000);
  process.kill(process.pid, 'SIGUSR2');
} else {
  process.on('SIGUSR2', (...args) => console.log('got', ...args));
  process.on('SIGUSR2', () => {
    console.log('again');
    process.removeAllListeners('SIGUSR2');
    clearTimeout(timer);
    others();
  });
  const timer = setTimeout(() => console.log('never'), 10000);
  console.log(process.kill(process.pid, 'SIGUSR2'), 'sent');
  process.nextTick(() => console.log('tick'));

  const others = () => {
    try {
      process.on('SIGKILL', () => {});
    } catch (err) {
      console.log(err.code, err.message);
    }
    const child = spawn(process.execPath, [__filename, 'listen']);
    child.stdout.on('data', (chunk) => {
      console.log(String(chunk).trim());
      if (String(chunk).includes('ready')) child.kill('SIGUSR2');
      else if (String(chunk).includes('SIGUSR2')) child.kill();
    });
    child.on('close', (...args) => {
      console.log('close', ...args);
      const { stdout, signal, status } = spawnSync(process.execPath, [__filename, 'once']);
      console.log(String(stdout).trim(), signal, status);
      const aborted = spawnSync(process.execPath, ['-e', 'process.abort()']);
      console.log(aborted.signal, aborted.status);
      const exited = spawnSync(process.execPath, ['-e', 'process.reallyExit(4)']);
      console.log(exited.signal, exited.status);
    });
  };
}
