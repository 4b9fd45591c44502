'use strict';
// Where the events of sockets stand among ticks, microtasks, immediates.
const net = require('net');
const after = (name) => {
  process.nextTick(() => console.log(name, 'tick'));
  Promise.resolve().then(() => console.log(name, 'micro'));
  setImmediate(() => console.log(name, 'immediate'));
};
const server = net.createServer((s) => {
  console.log('connection');
  after('connection');
  s.on('data', (d) => { console.log('server data', String(d)); after('server data'); s.end('answer'); });
  s.on('end', () => { console.log('server end'); after('server end'); });
  s.on('finish', () => { console.log('server finish'); after('server finish'); });
  s.on('close', () => { console.log('server close'); after('server close'); });
});
server.listen(0, '127.0.0.1');
console.log('listen called');
after('main');
server.on('listening', () => {
  console.log('listening');
  after('listening');
  const c = net.connect(server.address().port, '127.0.0.1');
  c.on('connect', () => {
    console.log('connect');
    after('connect');
    c.write('one', () => console.log('wrote one'));
    c.write('two', () => console.log('wrote two'));
    process.nextTick(() => c.write('three', () => console.log('wrote three')));
    setImmediate(() => c.write('four', () => console.log('wrote four')));
  });
  c.on('data', (d) => { console.log('client data', String(d)); after('client data'); });
  c.on('end', () => { console.log('client end'); after('client end'); });
  c.on('finish', () => { console.log('client finish'); after('client finish'); });
  c.on('close', () => { console.log('client close'); after('client close'); server.close(() => { console.log('server closed'); after('server closed'); }); });
});
