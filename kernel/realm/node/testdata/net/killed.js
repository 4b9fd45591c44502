'use strict';
// The other side dies in the middle of its answer, stops reading, or reads a byte at a time.
const net = require('net');
const { once } = require('events');
const host = '127.0.0.1';
const listen = async (f) => { const s = net.createServer(f).listen(0, host); await once(s, 'listening'); return s; };
(async () => {
  let server = await listen((s) => {
    s.write('half an ');
    setTimeout(() => s.resetAndDestroy(), 30);
  });
  let c = net.connect(server.address().port, host);
  c.on('data', (d) => console.log('got', String(d)));
  c.on('end', () => console.log('end'));
  let [e] = await once(c, 'error');
  console.log(e.code, e.errno, e.syscall, e.message, Object.keys(e).join());
  console.log(await once(c, 'close'), c.bytesRead);
  server.close();

  // Writing to one that is gone: the first write is answered with a reset, the next one fails.
  server = await listen((s) => setTimeout(() => s.resetAndDestroy(), 10));
  c = net.connect(server.address().port, host);
  c.on('error', (err) => console.log('error', err.code, err.syscall, c.destroyed));
  await once(c, 'connect');
  c.pause();
  await new Promise((resolve) => setTimeout(resolve, 50));
  c.write('x', (err) => console.log('write', err.code));
  await new Promise((resolve) => setTimeout(resolve, 20));
  server.close();

  // A byte at a time.
  let sent = 0;
  let drained = 0;
  server = await listen((s) => {
    const chunk = Buffer.alloc(64 * 1024);
    const push = () => { while (s.write(chunk)) sent += chunk.length; };
    s.on('drain', () => { drained++; push(); });
    s.on('error', (err) => console.log('server error', ['EPIPE', 'ECONNRESET'].includes(err.code)));
    s.on('close', (hadError) => { console.log('server close', hadError, s.writableLength < 1024 * 1024); server.close(); });
    push();
  });
  c = net.connect(server.address().port, host);
  c.pause();
  let read = 0;
  for (let i = 0; i < 20; i++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (c.read(1) !== null) read++;
  }
  console.log('read', read > 0, 'buffered', c.readableLength <= 256 * 1024, 'taken', c.bytesRead <= 256 * 1024, sent < 64 * 1024 * 1024);
  c.destroy();
  await once(server, 'close');

  // Timers and ticks go on while a big answer is written.
  server = await listen((s) => s.end(Buffer.alloc(20 * 1024 * 1024)));
  c = net.connect(server.address().port, host);
  let ticks = 0;
  let got = 0;
  const timer = setInterval(() => ticks++, 1);
  c.on('data', (d) => { got += d.length; });
  await once(c, 'end');
  clearInterval(timer);
  console.log(got, ticks > 0);
  server.close();
})();
