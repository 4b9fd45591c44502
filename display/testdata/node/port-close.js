// cell: [34]
const { MessageChannel } = require('node:worker_threads');
const { port1, port2 } = new MessageChannel();
port1.on('message', (m) => {
  console.log('got', m);
  setImmediate(() => console.log('immediate'));
  setTimeout(() => console.log('timeout'), 1);
  port1.close();
});
port1.on('close', () => console.log('closed'));
port2.postMessage('hello');
