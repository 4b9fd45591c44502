'use strict';
// Unix sockets.
const net = require('net');
const fs = require('fs');
const os = require('os');
const path = require('path');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'net-'));
const name = path.join(dir, 's');
const hide = (x) => (typeof x === 'string' ? x.replace(dir, 'DIR') : x);
const server = net.createServer((s) => {
  console.log('connection', s.remoteAddress, s.remotePort, s.address(), s.localAddress);
  s.pipe(s);
});
server.listen({ path: name, readableAll: true, writableAll: true }, () => {
  console.log(hide(server.address()), fs.statSync(name).isSocket(), (fs.statSync(name).mode & 0o777).toString(8));
  const again = net.createServer().listen(name);
  again.on('error', (e) => {
    console.log(e.code, hide(e.message), hide(e.address), e.port);
    const c = net.connect(name, () => console.log('connected', c.remoteAddress, c.address()));
    c.on('ready', () => c.end('through the file'));
    c.on('data', (d) => console.log(String(d)));
    c.on('close', () => server.close(() => {
      console.log(fs.existsSync(name));
      fs.rmSync(dir, { recursive: true });
    }));
  });
});
