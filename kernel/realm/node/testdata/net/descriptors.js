'use strict';
// Sockets and servers on descriptors, diagnostics channels, options of the socket.
const net = require('net');
const fs = require('fs');
const dc = require('diagnostics_channel');
function attempt(f) {
  try { console.log(typeof f()); } catch (e) { console.log(e.name, e.code, e.message); }
}
attempt(() => new net.Socket({ fd: fs.openSync(__filename) }));
attempt(() => new net.Socket({ fd: 12345 }));
attempt(() => new net.Socket({ fd: 'x' }));
attempt(() => new net.Socket({ typeOfService: 256 }));
const s = new net.Socket({ typeOfService: 8 });
console.log(s.getTypeOfService(), s.setTypeOfService(16).getTypeOfService());
attempt(() => s.setTypeOfService(-1));
attempt(() => s.setTypeOfService('x'));
attempt(() => s.setTypeOfService(NaN));
net.createServer().listen({ fd: 12345 }).on('error', (e) => console.log(e.code, e.syscall, e.message));
dc.subscribe('net.client.socket', ({ socket }) => console.log('client', socket instanceof net.Socket));
dc.subscribe('net.server.socket', ({ socket }) => console.log('server', socket instanceof net.Socket));
dc.tracingChannel('net.server.listen').subscribe({
  asyncStart: ({ server, options }) => console.log('asyncStart', server instanceof net.Server, options.port),
  asyncEnd: ({ server }) => console.log('asyncEnd', server.listening),
  error: ({ error }) => console.log('error', error.code),
});
const server = net.createServer((c) => { c.setTypeOfService(8); console.log('tos', c.getTypeOfService()); c.end(); }).listen(0, '127.0.0.1', () => {
  const c = net.connect({ port: server.address().port, host: '127.0.0.1', typeOfService: 16 }, () => console.log('tos', c.getTypeOfService()));
  c.resume();
  c.on('close', () => server.close(() => {
    const again = net.createServer().listen(1, '192.0.2.1');
    again.on('error', (e) => console.log(e.code));
  }));
});
