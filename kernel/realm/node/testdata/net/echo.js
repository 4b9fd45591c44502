const net = require('net');
const server = net.createServer((s) => {
  console.log('connection', s.remoteAddress, s.remoteFamily);
  s.on('data', (d) => { console.log('server data', d.toString()); s.write('echo:' + d); });
  s.on('end', () => console.log('server end'));
  s.on('finish', () => console.log('server finish'));
  s.on('close', (e) => { console.log('server socket close', e); server.close(); });
});
server.on('close', () => console.log('server close'));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  console.log('listening', server.address().address, server.address().family, typeof port);
  const c = net.connect(port, '127.0.0.1');
  for (const e of ['lookup', 'connect', 'ready', 'end', 'finish', 'close', 'drain']) c.on(e, (...a) => console.log('client', e, ...a.slice(0, 1)));
  c.write('a', () => console.log('written a')); c.write('b'); c.write('c');
  c.setEncoding('utf8');
  c.on('data', (d) => { console.log('client data', d); c.end(); });
});
