'use strict';
// A thousand sockets at once, on both ends.
const net = require('net');
const n = 1000;
let open = 0;
let most = 0;
let bytes = 0;
const server = net.createServer((s) => {
  most = Math.max(most, ++open);
  s.on('data', (d) => { bytes += d.length; s.write(d); });
  s.on('close', () => { open--; });
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, async () => {
  const { port } = server.address();
  const clients = [];
  for (let i = 0; i < n; i++) {
    const c = net.connect(port, '127.0.0.1');
    clients.push(c);
    if (i % 100 === 99) await new Promise((resolve) => c.on('connect', resolve));
  }
  const answers = await Promise.all(clients.map((c, i) => new Promise((resolve) => {
    c.once('data', (d) => resolve(String(d) === `number ${i}`));
    c.write(`number ${i}`);
  })));
  console.log(answers.every(Boolean), most, open, bytes);
  server.getConnections((err, count) => console.log(err, count));
  for (const c of clients.slice(0, n / 2)) c.end();
  for (const c of clients.slice(n / 2)) c.destroy();
  server.close(() => console.log('closed', open));
});
