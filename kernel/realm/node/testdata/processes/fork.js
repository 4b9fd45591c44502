// fork: messages in both directions, and the end of the channel.
const { fork } = require('child_process');

if (process.argv[2] === 'child') {
  process.send({ argv: process.argv.slice(2), connected: process.connected, fd: process.env.NODE_CHANNEL_FD, channel: typeof process.channel.ref });
  process.on('message', (message) => {
    if (message === 'disconnect') process.disconnect();
    else process.send({ echo: message }, (err) => { if (message === 3) process.send({ sent: err }); });
  });
  process.on('disconnect', () => { process.exitCode = process.connected ? 1 : 7; });
} else if (process.argv[2] === 'quiet') {
  // listens to nothing: the channel does not hold it
} else if (process.argv[2] === 'late') {
  setTimeout(() => process.on('message', (message) => {
    process.send({ late: message });
    setTimeout(() => process.disconnect(), 10);
  }), 50);
} else {
  const child = fork(__filename, ['child', 'x']);
  console.log(child.connected, child.stdout, child.stdio.length, child.spawnargs.slice(-2).length, typeof child.channel.fd);
  child.on('message', (message, handle) => {
    console.log('message', message, handle);
    if (message.sent !== undefined) child.send('disconnect');
  });
  for (const event of ['spawn', 'exit', 'close', 'disconnect', 'error']) child.on(event, (...args) => console.log(event, ...args));
  console.log(child.send(1), child.send({ a: [1, 'é\n', null] }, (err) => console.log('sent', err)), child.send(3));
  for (const bad of [() => child.send(), () => child.send(Symbol('s')), () => child.send(() => {}), () => child.send(1, undefined, 5)]) {
    try {
      bad();
    } catch (err) {
      console.log(err.name, err.code, err.message);
    }
  }
  child.on('close', () => {
    console.log(child.connected, child.channel);
    child.send('late', (err) => console.log(err.code, err.message));
    child.removeAllListeners('error').once('error', (err) => console.log('error', err.code));
    child.disconnect();
    quiet();
  });

  const quiet = () => fork(__filename, ['quiet'], { silent: true }).on('close', (code) => {
    console.log('quiet', code);
    late();
  });
  const late = () => {
    const child = fork(__filename, ['late']);
    child.send('early');
    child.on('message', (message) => console.log(message)).on('exit', (code) => console.log('late', code, child.connected));
  };
}
