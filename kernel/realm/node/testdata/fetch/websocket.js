// WebSocket against a server of this program.
const http = require('http');
const crypto = require('crypto');
const log = (...args) => console.log(...args);
const attempt = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code}: ${e.message}`; } };
const send = (socket, opcode, data, fin = true) => {
  const bytes = Buffer.from(data);
  const head = bytes.length < 126 ? Buffer.from([(fin ? 128 : 0) | opcode, bytes.length]) :
    bytes.length < 65536 ? Buffer.from([(fin ? 128 : 0) | opcode, 126, bytes.length >> 8, bytes.length & 255]) : Buffer.alloc(10);
  if (bytes.length >= 65536) { head[0] = 128 | opcode; head[1] = 127; head.writeBigUInt64BE(BigInt(bytes.length), 2); }
  socket.write(Buffer.concat([head, bytes]));
};
const frames = (socket, onFrame) => {
  let held = Buffer.alloc(0);
  socket.on('data', (d) => {
    held = Buffer.concat([held, d]);
    for (;;) {
      if (held.length < 6) return;
      let length = held[1] & 127;
      let at = 2;
      if (length === 126) { length = held.readUInt16BE(2); at = 4; }
      if (length === 127) { length = Number(held.readBigUInt64BE(2)); at = 10; }
      if (held.length < at + 4 + length) return;
      const mask = held.subarray(at, at + 4);
      const data = Buffer.from(held.subarray(at + 4, at + 4 + length).map((c, i) => c ^ mask[i & 3]));
      const opcode = held[0] & 15;
      held = held.subarray(at + 4 + length);
      onFrame(opcode, data);
    }
  });
};
const server = http.createServer((req, res) => res.end('no socket'));
server.on('upgrade', (req, socket) => {
  const accept = crypto.createHash('sha1').update(`${req.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  log('upgrade', req.url, req.headers['sec-websocket-version'], req.headers['sec-websocket-protocol'], req.headers['x-own']);
  const protocol = req.headers['sec-websocket-protocol'] ? `Sec-WebSocket-Protocol: ${req.headers['sec-websocket-protocol'].split(', ')[0]}\r\n` : '';
  socket.on('error', () => {});
  if (req.url === '/wrong') { socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n'); return; }
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${protocol}Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
  frames(socket, (opcode, data) => {
    if (opcode === 8) { log('server got close', data.length > 1 ? data.readUInt16BE(0) : '', String(data.subarray(2))); send(socket, 8, data); socket.end(); return; }
    if (opcode === 10) { log('server got pong', String(data)); return; }
    if (String(data) === 'close me') { send(socket, 8, Buffer.from([0x0f, 0xa1, 0x62, 0x79, 0x65])); return; }
    if (String(data) === 'drop me') { socket.destroy(); return; }
    if (String(data) === 'ping me') { send(socket, 9, 'p'); send(socket, 1, 'pinged'); return; }
    if (String(data) === 'pieces') { send(socket, 1, 'one ', false); send(socket, 9, ''); send(socket, 0, 'two ', false); send(socket, 0, 'three'); return; }
    if (String(data) === 'break') { send(socket, 3, 'x'); return; }
    if (String(data) === 'bad text') { send(socket, 1, Buffer.from([0xff])); return; }
    send(socket, opcode, data);
  });
});
server.listen(0, '127.0.0.1', async () => {
  const base = `ws://127.0.0.1:${server.address().port}`;
  const closed = (ws) => new Promise((resolve) => {
    ws.onclose = (e) => { log('close', e.code, e.reason, e.wasClean, ws.readyState, e instanceof CloseEvent); resolve(); };
    ws.onerror = (e) => log('error', e.type, e.message, e.error?.name);
  });
  const next = (ws) => new Promise((resolve) => { ws.addEventListener('message', (e) => resolve(e), { once: true }); });
  let ws = new WebSocket(`${base}/echo?x`, ['one', 'two']);
  log(ws.readyState, ws.url === `${base}/echo?x`, ws.protocol, ws.binaryType, ws.bufferedAmount, attempt(() => ws.send('x')));
  let end = closed(ws);
  await new Promise((resolve) => { ws.onopen = (e) => { log('open', e.type, ws.readyState, ws.protocol); resolve(); }; });
  ws.send('text é');
  let e = await next(ws);
  log(e.data, e.origin === base, e instanceof MessageEvent, e.type);
  ws.send(new Uint8Array([1, 2, 3]));
  e = await next(ws);
  log(e.data, await e.data.text());
  ws.binaryType = 'arraybuffer';
  ws.send(new Uint8Array([4, 5]).buffer);
  log((await next(ws)).data);
  ws.send(new Blob(['blob']));
  log(Buffer.from((await next(ws)).data).toString());
  for (const n of [125, 126, 65535, 65536, 300000]) {
    ws.send('a'.repeat(n));
    log((await next(ws)).data.length);
  }
  for (const text of ['ping me', 'pieces']) {
    ws.send(text);
    log((await next(ws)).data);
  }
  log(attempt(() => ws.close(5)), attempt(() => ws.close(1000, 'x'.repeat(124))), attempt(() => ws.send()));
  ws.close(4000, 'done');
  log(ws.readyState, attempt(() => ws.send('late')));
  await end;
  for (const text of ['close me', 'drop me', 'break', 'bad text']) {
    ws = new WebSocket(`${base}/${text.replace(' ', '-')}`, { headers: { 'X-Own': 'yes' } });
    end = closed(ws);
    ws.onopen = () => ws.send(text);
    ws.onmessage = () => log('message');
    await end;
  }
  for (const url of [`${base}/wrong`, 'ws://127.0.0.1:1/', `${base.replace('ws', 'http')}/http`]) {
    ws = new WebSocket(url);
    log(ws.url.slice(0, 5));
    end = closed(ws);
    if (url.endsWith('/http')) ws.onopen = () => ws.close();
    await end;
  }
  for (const f of [() => new WebSocket(), () => new WebSocket('x'), () => new WebSocket('ftp://a'), () => new WebSocket('ws://a#b'), () => new WebSocket(base, ['a', 'A']), () => new WebSocket(base, 'a b')]) log(attempt(f));
  log(WebSocket.OPEN, Object.prototype.toString.call(ws), new CloseEvent('x', { code: 3, reason: 'r', wasClean: true }).reason, http.WebSocket === WebSocket);
  server.close(() => log('closed'));
});
