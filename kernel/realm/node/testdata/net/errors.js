'use strict';
// What goes wrong when connecting and listening, and what was asked wrongly.
const net = require('net');
const fs = require('fs');
const hide = (text) => (typeof text === 'string' ? text.replaceAll(__filename, 'FILE') : text);
const show = (label, e) => console.log(label, e.name, e.code, hide(e.message), hide(JSON.stringify(e)), Object.keys(e).join());
function attempt(f) {
  try { console.log(typeof f()); } catch (e) { show('threw', e); }
}
for (const port of [-1, 65536, 1.5, 'x', '', NaN, Infinity, {}, true, null]) attempt(() => net.connect({ port }));
attempt(() => net.connect());
attempt(() => net.connect({}));
attempt(() => net.connect({ path: 5 }));
attempt(() => net.connect({ port: 1, host: 5 }));
attempt(() => net.connect({ port: 1, host: 'a\0b' }));
attempt(() => net.connect({ port: 1, localAddress: 'x' }));
attempt(() => net.connect({ port: 1, localPort: 'x' }));
attempt(() => net.connect({ port: 1, lookup: 5, host: 'x' }));
attempt(() => net.connect({ port: 1, autoSelectFamily: 5 }));
attempt(() => net.connect({ port: 1, family: 7, host: 'localhost' }));
attempt(() => new net.Socket({ objectMode: true }));
attempt(() => new net.Socket({ readableObjectMode: true }));
attempt(() => new net.Socket({ fd: -1 }));
attempt(() => new net.Socket({ keepAliveInitialDelay: 'x' }));
attempt(() => new net.Socket({ blockList: {} }));
attempt(() => new net.Socket().setTimeout(-1));
attempt(() => new net.Socket().setTimeout('x'));
attempt(() => new net.Socket().setTimeout(5, 5));
attempt(() => net.createServer(5));
attempt(() => net.createServer({ highWaterMark: 'x' }));
attempt(() => net.createServer().listen(-1));
attempt(() => net.createServer().listen(65536));
attempt(() => net.createServer().listen({}));
attempt(() => net.createServer().listen({ port: 'x' }));
attempt(() => net.createServer().listen({ path: 5 }));
attempt(() => net.createServer().listen(true));
attempt(() => net.createServer().listen({ port: 0, signal: 5 }));
attempt(() => net.setDefaultAutoSelectFamily(1));
attempt(() => net.setDefaultAutoSelectFamilyAttemptTimeout(0));
console.log(net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout());
function failing(label, options, next) {
  const c = net.connect(options);
  c.on('lookup', (err, ip, family, host) => console.log(label, 'lookup', err, ip, family, host));
  c.on('connectionAttempt', (...a) => console.log(label, 'attempt', ...a.map(hide)));
  c.on('connectionAttemptFailed', (ip, port, family, e) => console.log(label, 'attempt failed', hide(ip), port, family, hide(e.message)));
  c.on('connectionAttemptTimeout', (...a) => console.log(label, 'attempt timeout', ...a));
  c.on('error', (e) => show(label, e));
  c.on('close', (hadError) => {
    console.log(label, 'close', hadError, c.destroyed, c.connecting, c.pending, c.readyState);
    next();
  });
  c.on('end', () => console.log(label, 'end'));
  c.write('x', (e) => console.log(label, 'write', e && e.code, e && e.message));
}
const steps = [
  (next) => failing('refused', { port: 1, host: '127.0.0.1' }, next),
  (next) => failing('refused v6', { port: 1, host: '::1' }, next),
  (next) => failing('refused name', { port: 1, host: 'localhost', family: 4 }, next),
  (next) => failing('no path', { path: '/nonexistent/socket' }, next),
  (next) => failing('no socket', { path: __filename }, next),
  (next) => failing('local', { port: 1, host: '127.0.0.1', localAddress: '127.0.0.1', localPort: 43219 }, next),
  (next) => failing('lookup fails', { port: 1, host: 'some.where', lookup(host, options, cb) { cb(Object.assign(new Error('no idea'), { code: 'EIDEA' })); } }, next),
  (next) => failing('lookup lies', { port: 1, host: 'some.where', autoSelectFamily: false, lookup(host, options, cb) { cb(null, 'nonsense', 4); } }, next),
  (next) => failing('lookup family', { port: 1, host: 'some.where', autoSelectFamily: false, lookup(host, options, cb) { cb(null, '127.0.0.1', 5); } }, next),
  (next) => failing('both', { port: 1, host: 'some.where', lookup(host, options, cb) {
    console.log(JSON.stringify(options));
    cb(null, [{ address: '127.0.0.1', family: 4 }, { address: '127.0.0.2', family: 4 }, { address: '::1', family: 6 }]);
  } }, next),
  (next) => {
    const blockList = new net.BlockList();
    blockList.addAddress('127.0.0.1');
    failing('blocked', { port: 1, host: '127.0.0.1', blockList }, next);
  },
  (next) => {
    const first = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = first.address();
      const second = net.createServer().listen(port, '127.0.0.1');
      second.on('error', (e) => {
        console.log(e.code, e.message.replace(port, 'PORT'), e.errno, e.syscall, e.address, e.port === port, Object.keys(e).join());
        console.log(second.listening, second.address());
        attempt(() => first.listen(0));
        second.close((e) => {
          show('close', e);
          first.close(next);
        });
      });
    });
  },
  (next) => {
    const s = net.createServer().listen('/nonexistent/socket');
    s.on('error', (e) => {
      show('path', e);
      next();
    });
  },
  (next) => {
    const s = net.createServer().listen(0, '192.0.2.1');
    s.on('error', (e) => {
      show('address', e);
      next();
    });
  },
  (next) => {
    const s = new net.Socket();
    s.on('error', (e) => show('unconnected', e));
    s.on('close', next);
    s.write('x', (e) => console.log('write', e.code));
    s.destroy();
    s.write('y', (e) => console.log('write', e.code));
  },
  (next) => {
    const s = new net.Socket();
    s.on('error', (e) => show('reset unconnected', e));
    s.on('close', next);
    console.log(s.resetAndDestroy() === s, s.bytesWritten, s.bytesRead, s.address(), s.remoteAddress, s.localPort, s.readyState, s.timeout);
  },
];
(function run() {
  const step = steps.shift();
  if (step) step(run);
})();
