// MC1: what the first port's callback sends to the second arrives in the same poll: ports are looked at in the order in
// which they were made.
const { port1, port2 } = new MessageChannel();
port1.on('message', (m) => { console.log('port1', m); port1.postMessage('reply'); setImmediate(() => console.log('immediate')); });
port2.on('message', (m) => { console.log('port2', m); port2.close(); });
port2.postMessage('question');
