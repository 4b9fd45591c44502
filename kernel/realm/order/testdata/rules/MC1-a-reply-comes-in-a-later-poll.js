// MC1: a reply to the first port of a channel comes in a later poll, after CHECK.
const { port1, port2 } = new MessageChannel();
port2.on('message', (m) => { console.log('port2', m); port2.postMessage('reply'); setImmediate(() => console.log('immediate')); });
port1.on('message', (m) => { console.log('port1', m); port1.close(); });
port1.postMessage('question');
