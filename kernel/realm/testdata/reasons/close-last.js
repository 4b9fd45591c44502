const { MessageChannel } = process.getBuiltinModule('worker_threads');
const { port1, port2 } = new MessageChannel();
port1.on('message', (m) => {
  port1.close();
  setImmediate(() => console.log('immediate'));
});
port1.on('close', () => console.log('closed'));
port2.postMessage('hello');
