// MC1: what is posted before and after a port is closed.
const { MessageChannel } = require('worker_threads');
{ const { port1, port2 } = new MessageChannel();
port1.close(); port1.postMessage('late'); port2.on('message', (v) => console.log('A', v)); port2.on('close', () => console.log('A close')); }
{ const { port1, port2 } = new MessageChannel();
port1.postMessage('early'); port1.close(); port2.on('message', (v) => console.log('B', v)); port2.on('close', () => console.log('B close')); }
{ const { port1, port2 } = new MessageChannel();
port2.close(); port1.postMessage('to closed'); port2.on('message', (v) => console.log('C', v)); port2.on('close', () => console.log('C close')); }
{ const { port1, port2 } = new MessageChannel();
port1.postMessage(1); port1.postMessage(2); port1.close(); port1.postMessage(3); port2.on('message', (v) => { console.log('D', v); }); port2.on('close', () => console.log('D close')); }
{ const { port1, port2 } = new MessageChannel();
port1.postMessage(1); port1.postMessage(2); port2.on('message', (v) => { console.log('E', v); if (v === 1) { port2.close(); } });  port2.on('close', () => console.log('E close')); }
{ const { port1, port2 } = new MessageChannel();
port1.postMessage(1); port1.postMessage(2); port2.on('message', (v) => { console.log('F', v); if (v === 1) { port1.close(); port1.postMessage(3) } });  port2.on('close', () => console.log('F close')); }
