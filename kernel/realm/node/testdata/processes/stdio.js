// The option stdio.
const { spawn, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const kinds = (child) => child.stdio.map((stream) => (stream === null ? null : stream.constructor.name));
const ended = (child) => new Promise((resolve) => child.on('close', (...args) => resolve(args)));
const read = async (stream) => Buffer.concat(await stream.toArray()).toString();

(async () => {
  const ignored = spawn('cat', { stdio: 'ignore' });
  console.log(kinds(ignored), ignored.stdin, ignored.stdout, await ended(ignored));

  const inherited = spawn('echo', ['inherited'], { stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(kinds(inherited), await ended(inherited));

  const mixed = spawn('sh', ['-c', 'cat; echo err >&2; echo four >&4; cat <&5'], { stdio: ['pipe', 'pipe', process.stdout, null, 'pipe', 'pipe'] });
  console.log(kinds(mixed));
  mixed.stdin.end('to stdin\n');
  mixed.stdio[5].end('to five\n');
  console.log(JSON.stringify(await Promise.all([read(mixed.stdout), read(mixed.stdio[4])])), await ended(mixed));

  const file = path.join(os.tmpdir(), `loopbook-stdio-${process.pid}`);
  const fd = fs.openSync(file, 'w');
  await ended(spawn('echo', ['to a file'], { stdio: ['ignore', fd, fd] }));
  fs.closeSync(fd);
  console.log(fs.readFileSync(file, 'utf8'));
  fs.unlinkSync(file);

  // What goes through a child as large as it may be: writes wait, reads come in order.
  const big = Buffer.alloc(3_000_000, 'abcdefghij');
  const cat = spawn('cat');
  let drained = 0;
  cat.stdin.on('drain', () => drained++);
  console.log(cat.stdin.write(big), cat.stdin.writableLength);
  cat.stdin.end();
  const copy = Buffer.concat(await cat.stdout.toArray());
  console.log(copy.equals(big), drained, cat.stdin.destroyed);
  await ended(cat);

  const chain = spawn('sh', ['-c', 'printf "b\\na\\nc\\n"']);
  const sorted = spawn('sort', { stdio: [chain.stdout, 'pipe', 'inherit'] });
  console.log(JSON.stringify(await read(sorted.stdout)));

  const closed = spawn('true');
  await ended(closed);
  console.log(closed.stdin.destroyed, closed.stdout.destroyed, closed.stdout.readableEnded);

  const broken = spawn('true');
  await new Promise((resolve) => broken.on('exit', resolve));
  broken.stdin.on('error', (err) => console.log('stdin', err.code));
  broken.stdin.write('x', (err) => console.log('write', err.code));

  for (const stdio of ['nope', 5, ['nope'], ['ipc', 'ipc'], [{}], [Buffer.from('x')]]) {
    try {
      spawn('true', { stdio });
    } catch (err) {
      console.log(err.name, err.code, err.message);
    }
  }
  try {
    spawnSync('true', { stdio: ['ipc'] });
  } catch (err) {
    console.log(err.name, err.code, err.message);
  }
})();
