// MC1: receiveMessageOnPort is synchronous; listening starts a port and holds the loop, unref lets it go.
const { receiveMessageOnPort } = require('worker_threads');
const { port1, port2 } = new MessageChannel();
port1.postMessage({ a: 1 });
port1.postMessage('two');
console.log(receiveMessageOnPort(port2), receiveMessageOnPort(port2), receiveMessageOnPort(port2));
port2.on('message', () => console.log('never'));
console.log(port2.hasRef());
port2.unref();
