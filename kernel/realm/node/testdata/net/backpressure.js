'use strict';
// A peer that does not read makes write return false and keeps the bytes on the writer's side; nothing is lost.
const net = require('net');
const chunk = Buffer.alloc(64 * 1024, 'abcdefgh');
const total = 40 * 1024 * 1024;
const server = net.createServer({ highWaterMark: 16 * 1024 }, (s) => {
  s.pause();
  setTimeout(() => {
    console.log('server has', s.bytesRead <= 64 * 1024 + 16 * 1024, s.readableLength === s.bytesRead);
    let got = 0;
    s.on('data', (b) => {
      got += b.length;
      if (b.length > 65536) console.log('too big', b.length);
    });
    s.on('end', () => console.log('server end', got === total, s.bytesRead === total));
    s.resume();
  }, 200);
});
server.listen(0, '127.0.0.1', () => {
  const c = net.connect(server.address().port, '127.0.0.1');
  let sent = 0;
  let refused = 0;
  let drains = 0;
  let answered = 0;
  (function push() {
    while (sent < total) {
      sent += chunk.length;
      if (!c.write(chunk, () => answered++)) {
        refused++;
        c.once('drain', () => { drains++; push(); });
        return;
      }
    }
    c.end(() => console.log('all written', answered === total / chunk.length, c.bytesWritten === total, refused > 0, drains > 0));
  })();
  setTimeout(() => console.log('waiting', sent < total, c.writableNeedDrain, c.writableLength > 0, c.bufferSize === c.writableLength, c.bytesWritten > 0), 100);
  c.on('close', () => server.close(() => console.log('closed')));
  c.resume();
});
