// Pipelined requests are answered in their order, whichever is ready first.
const http = require('http');
const net = require('net');
const server = http.createServer((req, res) => {
  console.log('request', req.url, res.socket !== null);
  res.on('finish', () => console.log('finish', req.url));
  res.on('close', () => console.log('close', req.url));
  res.on('socket', () => console.log('socket', req.url));
  const delay = { '/1': 30, '/2': 10, '/3': 0 }[req.url];
  setTimeout(() => { res.end(`body ${req.url}`); console.log('ended', req.url, res.writableFinished); }, delay);
});
server.listen(0, '127.0.0.1', () => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  let text = '';
  socket.on('data', (d) => {
    text += d;
    if (!text.endsWith('/3')) return;
    console.log(text.match(/body \/\d/g).join());
    socket.end();
    server.close(() => console.log('closed'));
  });
  socket.write(['/1', '/2', '/3'].map((p) => `GET ${p} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''));
});
