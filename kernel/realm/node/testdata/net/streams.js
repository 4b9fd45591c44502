'use strict';
// Sockets as streams: encodings, onread, reconnecting, iteration, counting bytes, wrong chunks.
const net = require('net');
const { once } = require('events');
const host = '127.0.0.1';
const listen = async (...args) => { const s = net.createServer(...args).listen(0, host); await once(s, 'listening'); return s; };
const all = async (s) => { const list = []; for await (const b of s) list.push(b); return Buffer.concat(list); };
function attempt(f) {
  try { console.log(f()); } catch (e) { console.log(e.name, e.code, e.message); }
}
(async () => {
  let got;
  let server = await listen(async (s) => { got = all(s); });
  let c = net.connect(server.address().port, host);
  for (const [text, encoding] of [['h\u00e9', 'utf8'], ['h\u00e9', 'latin1'], ['68c3', 'hex'], ['aGk=', 'base64'], ['h\u00e9', 'ucs2'], ['h\u00e9', 'ascii'], ['aGk', 'base64url'], ['\u{1F600}', undefined]]) {
    c.write(text, encoding);
  }
  c.write(new Uint8Array([1, 2]));
  c.write(Buffer.from('xyz').subarray(1));
  console.log(c.bytesWritten, c.pending, c.connecting, c.readyState, c.writableLength);
  attempt(() => c.write(null));
  attempt(() => c.write(5));
  attempt(() => c.write('x', 'nonsense'));
  attempt(() => c.write({}));
  c.end('end', 'latin1');
  c.resume();
  await once(c, 'close');
  console.log((await got).toString('hex'), c.bytesWritten);
  server.close();

  server = await listen((s) => { s.on('data', () => { for (let i = 0; i < 5; i++) s.write(`${i}`.repeat(10)); s.end(); }); });
  const seen = [];
  c = net.connect({ port: server.address().port, host, onread: { buffer: Buffer.alloc(16), callback(n, buffer) { seen.push([n, buffer.toString('latin1', 0, n)]); return true; } } });
  c.on('data', () => console.log('never'));
  c.write('go');
  await once(c, 'end');
  console.log(seen.map(([n]) => n).reduce((a, b) => a + b), seen.map(([, t]) => t).join('').length, c.bytesRead);
  let made = 0;
  let paused = 0;
  const later = net.connect({ port: server.address().port, host, onread: {
    buffer: () => { made++; return Buffer.alloc(8); },
    callback(n, buffer) {
      if (paused++ === 0) { setTimeout(() => later.resume(), 20); return false; }
      return true;
    },
  } });
  later.write('go');
  await once(later, 'end');
  console.log(made > 1, paused > 1, later.bytesRead);
  later.destroy();
  server.close();

  // The same object connects again.
  let n = 0;
  server = await listen((s) => s.end(`connection ${++n}`));
  const again = new net.Socket();
  for (let i = 0; i < 3; i++) {
    again.connect(server.address().port, host, () => console.log('connected', again.destroyed, again.readable, again.writable, again.bytesRead));
    again.setEncoding('utf8');
    let text = '';
    const take = (d) => { text += d; };
    again.on('data', take);
    await once(again, 'close');
    again.off('data', take);
    console.log(text, again.destroyed, again.bytesRead, again.remoteAddress, again.localPort);
  }
  server.close();

  // Ends of iteration, pipes, async disposal.
  server = await listen({ allowHalfOpen: true }, (s) => { s.pipe(s); });
  c = net.connect(server.address().port, host);
  c.setEncoding('utf8');
  c.write('one');
  for await (const chunk of c) {
    console.log(chunk);
    if (chunk.includes('one')) c.end('two');
  }
  console.log('ended', c.destroyed, c.readableEnded, c.writableFinished);
  c = net.connect(server.address().port, host);
  await once(c, 'ready');
  c.cork();
  for (let i = 0; i < 3; i++) c.write(`${i}`);
  console.log(c.writableCorked, c.writableLength, c.bytesWritten);
  c.uncork();
  console.log(c.writableLength, c.bytesWritten, String((await once(c, 'data'))[0]));
  c.destroy();
  console.log(c.destroyed, c.readyState, c.bytesWritten, c.remotePort, c.address());
  c.end(); c.write('x', (e) => console.log('after destroy', e.code)); c.setTimeout(5); c.ref(); c.unref(); c.setNoDelay(); c.setKeepAlive(true); c.pause(); c.resume();
  await once(c, 'close');
  server.close(() => console.log('closed'));
  server.close((e) => console.log('closed again', e && e.code));
  await new Promise((resolve) => setTimeout(resolve, 10));
  console.log(net.Socket.prototype instanceof require('stream').Duplex, net.Stream === net.Socket, net.createConnection === net.connect, net.Socket() instanceof net.Socket, net.Server() instanceof net.Server);
})();
