// What a server emits, and when: keep-alive, a body read, a body ignored, the end of the connection.
const http = require('http');
const net = require('net');
const log = (...args) => console.log(...args);
const watch = (name, emitter, events) => {
  for (const e of events) emitter.on(e, (...a) => log(name, e, a[0] instanceof Error ? a[0].code : ''));
};
let n = 0;
const server = http.createServer((req, res) => {
  const id = ++n;
  log('request', id, req.method, req.url, req.httpVersion, req.complete);
  watch(`req${id}`, req, ['end', 'close', 'aborted', 'error']);
  watch(`res${id}`, res, ['prefinish', 'finish', 'close', 'error', 'drain']);
  process.nextTick(() => log('tick', id));
  Promise.resolve().then(() => log('micro', id));
  setImmediate(() => log('immediate', id));
  if (req.url === '/read') req.on('data', (d) => log('data', id, String(d)));
  if (req.url === '/late') setTimeout(() => res.end('late'), 10);
  else if (req.url === '/parts') { res.write('a'); res.write('b'); res.end('c'); }
  else res.end('whole', () => log('end callback', id));
  log('handler over', id, res.headersSent, res.finished, res.writableEnded, res.writableFinished);
});
watch('server', server, ['listening', 'connection', 'close']);
server.listen(0, '127.0.0.1', () => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  let answers = '';
  socket.on('data', (d) => { answers += d; step(); });
  const requests = [
    'GET /plain HTTP/1.1\r\nHost: a\r\n\r\n',
    'POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello',
    'POST /ignored HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
    'GET /late HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /parts HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  ];
  const done = [/whole$/, /whole$/, /whole$/, /late$/, /0\r\n\r\n$/, /whole$/];
  let i = 0;
  function step() {
    if (!done[i - 1].test(answers)) return;
    log('answer', JSON.stringify(answers.replace(/Date: [^\r]*/, 'Date: …')));
    answers = '';
    setTimeout(() => { if (i < requests.length) socket.write(requests[i++]); }, 20);
  }
  socket.on('end', () => log('client end'));
  socket.on('close', () => { log('client close'); server.close(); });
  socket.write(requests[i++]);
});
