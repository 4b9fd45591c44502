// How bodies are framed: lengths, chunks, trailers, statuses without a body, HEAD, HTTP/1.0.
const http = require('http');
const net = require('net');
const handlers = {
  end: (res) => res.end('é', 'utf8'),
  latin1: (res) => res.end('é', 'latin1'),
  hex: (res) => res.end('616263', 'hex'),
  buffer: (res) => res.end(Buffer.from('abc')),
  empty: (res) => res.end(),
  head: (res) => { res.writeHead(200, { 'Content-Type': 'text/plain' }); res.end('abc'); },
  length: (res) => { res.writeHead(200, { 'Content-Length': 3 }); res.write('a'); res.end('bc'); },
  array: (res) => { res.writeHead(200, ['X-A', '1', 'X-A', '2']); res.end('abc'); },
  pairs: (res) => { res.writeHead(200, [['X-A', '1'], ['X-A', ['2', '3']]]); res.end('abc'); },
  chunks: (res) => { res.write('a'); setTimeout(() => { res.write('bc'); res.end(); }, 5); },
  trailers: (res) => { res.setHeader('Trailer', 'X-T'); res.write('a'); res.addTrailers({ 'X-T': 'v' }); res.end('b'); },
  204: (res) => { res.statusCode = 204; res.end('not sent'); },
  304: (res) => { res.writeHead(304); res.end(); },
  205: (res) => { res.writeHead(205); res.end(); },
  custom: (res) => { res.statusCode = 299; res.statusMessage = 'Own'; res.end('x'); },
  unknown: (res) => { res.writeHead(599); res.end('x'); },
  nodate: (res) => { res.sendDate = false; res.end('x'); },
  noconn: (res) => { res.removeHeader('connection'); res.end('x'); },
  close: (res) => { res.setHeader('Connection', 'close'); res.end('x'); },
  nolen: (res) => { res.removeHeader('content-length'); res.end('x'); },
  note: (res) => { res.removeHeader('content-length'); res.removeHeader('transfer-encoding'); res.end('x'); },
  flush: (res) => { res.flushHeaders(); setTimeout(() => res.end('x'), 5); },
  cork: (res) => { res.cork(); res.write('a'); res.write('b'); res.uncork(); res.end('c'); },
  keepalive: (res) => { res.setHeader('Keep-Alive', 'timeout=9'); res.end('x'); },
  latinhead: (res) => { res.setHeader('X-L', 'é'); res.end(Buffer.from('x')); },
  latinheadtext: (res) => { res.setHeader('X-L', 'é'); res.end('x'); },
  strict: (res) => {
    res.strictContentLength = true;
    res.setHeader('Content-Length', 2);
    try { res.end('abc'); } catch (e) { console.log(e.code, e.message); res.destroy(); }
  },
  hints: (res) => { res.writeEarlyHints({ link: '</a.css>; rel=preload', 'x-h': '1' }); res.writeProcessing(); res.end('x'); },
};
const server = http.createServer((req, res) => handlers[req.url.slice(1)](res));
const ask = (text) => new Promise((resolve) => {
  const socket = net.connect(server.address().port, '127.0.0.1', () => socket.write(text));
  let got = '';
  let timer = setTimeout(() => socket.end(), 3000);
  socket.setEncoding('latin1').on('data', (d) => {
    got += d;
    clearTimeout(timer);
    timer = setTimeout(() => socket.end(), 300);
  });
  socket.on('close', () => { clearTimeout(timer); resolve(JSON.stringify(got.replace(/Date: [^\r]*/, 'Date: …'))); });
});
server.listen(0, '127.0.0.1', async () => {
  const names = Object.keys(handlers);
  const answers = await Promise.all(names.map((name) => ask(`GET /${name} HTTP/1.1\r\nHost: a\r\n\r\n`)));
  names.forEach((name, i) => console.log(name, answers[i]));
  for (const name of ['end', 'chunks', 'head', 'length']) {
    console.log('HEAD', name, await ask(`HEAD /${name} HTTP/1.1\r\nHost: a\r\n\r\n`));
    console.log('1.0', name, await ask(`GET /${name} HTTP/1.0\r\n\r\n`));
    console.log('1.0 keep', name, await ask(`GET /${name} HTTP/1.0\r\nConnection: keep-alive\r\n\r\n`));
    console.log('close', name, await ask(`GET /${name} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`));
  }
  console.log('no host', await ask('GET /end HTTP/1.1\r\n\r\n'));
  server.close();
});
