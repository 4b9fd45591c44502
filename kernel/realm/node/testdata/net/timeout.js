'use strict';
const net = require('net');
const server = net.createServer((s) => {
  s.setTimeout(600);
  s.on('timeout', () => { console.log('server timeout', s.timeout); s.end('too slow'); });
  s.on('data', (d) => console.log('server data', String(d)));
  s.on('end', () => console.log('server end'));
});
server.listen(0, '127.0.0.1', () => {
  const c = net.connect({ port: server.address().port, host: '127.0.0.1', timeout: 10000 });
  console.log(c.timeout);
  let n = 0;
  const timer = setInterval(() => {
    c.write(`${n}`);
    if (++n === 4) clearInterval(timer);
  }, 100);
  console.log(c.setTimeout(5000, () => console.log('never')) === c, c.timeout, c.listenerCount('timeout'));
  c.setTimeout(0);
  console.log(c.timeout);
  c.on('data', (d) => console.log('client data', String(d)));
  c.on('close', () => server.close());
  const idle = net.connect(server.address().port, '127.0.0.1');
  idle.setTimeout(40, () => { console.log('idle timeout'); idle.destroy(); });
});
