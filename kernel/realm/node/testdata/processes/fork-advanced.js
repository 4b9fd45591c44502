// fork with the serialization 'advanced'.
const { fork } = require('child_process');
if (process.argv[2] === 'child') {
  process.on('message', (message) => {
    process.send(message);
    if (message === 'end') process.disconnect();
  });
} else {
  const child = fork(__filename, ['child'], { serialization: 'advanced' });
  child.on('message', (message) => console.log(message));
  child.on('close', (code) => console.log('close', code));
  for (const message of [new Map([[1, 'é€']]), { date: new Date(0), big: 5n, bytes: new Uint8Array([1, 2]) }, [undefined, NaN], 'end']) child.send(message);
}
