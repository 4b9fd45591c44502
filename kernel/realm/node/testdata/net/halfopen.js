'use strict';
// Ends, half-open connections, destroy, writing to a socket that the other side has left.
const net = require('net');
const log = (name, s) => {
  for (const e of ['connect', 'ready', 'end', 'finish', 'prefinish', 'pause', 'resume', 'drain', 'close']) {
    s.on(e, (...a) => console.log(name, e, ...a, s.readable, s.writable, s.destroyed, s.readyState));
  }
  s.on('error', (e) => console.log(name, 'error', e.code, e.message));
};
function pair(options, f) {
  return new Promise((resolve) => {
    const server = net.createServer(options, (s) => {
      log('server', s);
      f.server(s);
    });
    server.on('close', resolve);
    server.listen(0, '127.0.0.1', () => {
      const c = net.connect({ port: server.address().port, host: '127.0.0.1', ...options });
      log('client', c);
      c.on('close', () => server.close());
      f.client(c);
    });
  });
}
(async () => {
  console.log('-- half open');
  await pair({ allowHalfOpen: true }, {
    server(s) {
      s.on('data', (d) => console.log('server data', String(d)));
      s.on('end', () => s.end('bye', () => console.log('server end callback')));
    },
    client(c) {
      c.on('data', (d) => console.log('client data', String(d)));
      c.end('hello', () => console.log('client end callback'));
    },
  });
  console.log('-- not half open');
  await pair({}, {
    server(s) {
      s.resume();
      s.on('end', () => {
        console.log('write', s.write('late', (e) => console.log('late', e && e.message)));
      });
    },
    client(c) { c.resume(); c.end(); },
  });
  console.log('-- destroy');
  await pair({}, {
    server(s) { s.resume(); s.write('data that nobody reads'); },
    client(c) { c.once('data', () => { c.destroy(); console.log('destroyed', c.write('x', (e) => console.log(e.code))); }); },
  });
  console.log('-- destroy with an error');
  await pair({}, {
    server(s) { s.resume(); },
    client(c) { c.on('connect', () => c.destroy(new Error('mine'))); },
  });
  console.log('-- end twice');
  await pair({}, {
    server(s) { s.resume(); },
    client(c) { c.resume(); c.end('a'); c.end(() => console.log('second end')); c.write('x', (e) => console.log(e.code)); },
  });
  console.log('-- destroySoon');
  await pair({}, {
    server(s) { s.on('data', (d) => console.log('server data', String(d))); },
    client(c) { c.on('connect', () => { c.write('last'); c.destroySoon(); }); },
  });
  console.log('-- reset');
  await pair({}, {
    server(s) { s.resume(); },
    client(c) { c.on('connect', () => console.log(c.resetAndDestroy() === c)); },
  });
  console.log('-- server destroys');
  await pair({}, {
    server(s) { s.destroy(); },
    client(c) { c.resume(); },
  });
  console.log('-- destroyed while connecting');
  await pair({}, {
    server(s) { s.resume(); },
    client(c) { c.write('x', (e) => console.log('write', e.code, e.message)); c.destroy(); },
  });
  console.log('-- no reader');
  await pair({}, {
    server(s) { s.end('abc'); },
    client(c) { setTimeout(() => { console.log(c.readableLength, c.bytesRead); console.log(String(c.read())); c.resume(); }, 50); },
  });
})();
