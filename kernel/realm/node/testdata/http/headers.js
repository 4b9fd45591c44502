// The headers of both directions, as text and as objects.
const http = require('http');
const net = require('net');
const attempt = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const server = http.createServer((req, res) => {
  if (req.url === '/in') {
    console.log(req.headers, req.rawHeaders, req.headersDistinct);
    console.log(req.headers === req.headers, Object.getPrototypeOf(req.headersDistinct), req.httpVersionMajor, req.httpVersionMinor);
    res.end();
    return;
  }
  res.setHeader('X-One', 1);
  res.setHeader('x-list', ['a', 'b']);
  res.setHeader('Set-Cookie', ['a=1', 'b=2']);
  res.appendHeader('X-one', 'two');
  res.appendHeader('X-New', ['n', 'm']);
  console.log(res.getHeader('x-ONE'), res.getHeaderNames(), res.getRawHeaderNames(), res.hasHeader('X-LIST'), res.getHeaders());
  res.removeHeader('X-New');
  console.log(attempt(() => res.setHeader('bad name', 'x')));
  console.log(attempt(() => res.setHeader('', 'x')));
  console.log(attempt(() => res.setHeader(1, 'x')));
  console.log(attempt(() => res.setHeader('x', undefined)));
  console.log(attempt(() => res.setHeader('x', 'a\nb')));
  console.log(attempt(() => res.setHeader('x', 'aŁb')));
  console.log(attempt(() => res.appendHeader('x', 'a\u0000b')));
  console.log(attempt(() => res.getHeader()));
  console.log(attempt(() => res.removeHeader(2)));
  console.log(attempt(() => res.setHeaders([])));
  console.log(attempt(() => res.setHeaders(new Map([['x-map', 'm'], ['set-cookie', 'c=3']])) === res));
  console.log(attempt(() => res.writeHead(99)), attempt(() => res.writeHead('x')), attempt(() => res.writeHead(1000)));
  console.log(attempt(() => res.writeHead(200, 'a\nb')), attempt(() => res.writeHead(200, ['a'])));
  console.log(attempt(() => res.writeHead(201, 'Made', { 'X-Head': 'h', 'x-one': 'o' }) === res), res.statusCode, res.statusMessage);
  console.log(attempt(() => res.setHeader('late', '1')), attempt(() => res.removeHeader('late')), attempt(() => res.writeHead(200)),
    attempt(() => res.appendHeader('late', '1')));
  res.write('body');
  console.log(attempt(() => res.write(null)), attempt(() => res.write(5)), attempt(() => res.end({})));
  res.end();
  console.log(res.headersSent, res.statusCode, res.statusMessage, res.writableEnded, res.finished);
});
const ask = (text) => new Promise((resolve) => {
  const socket = net.connect(server.address().port, '127.0.0.1', () => socket.end(text));
  let got = '';
  socket.setEncoding('latin1').on('data', (d) => { got += d; }).on('close', () => resolve(got.replace(/Date: [^\r]*/, 'Date: …')));
});
server.listen(0, '127.0.0.1', async () => {
  await ask('GET /in HTTP/1.1\r\nHost: a\r\nHost: b\r\nX-A: 1\r\nx-a: 2\r\nCookie: a=1\r\ncookie: b=2\r\nSet-Cookie: x\r\nset-cookie: y\r\n' +
    'User-Agent: one\r\nUser-Agent: two\r\nAccept: x\r\nACCEPT: y\r\n__proto__: p\r\nconstructor: c\r\nX-Latin: \xe9\xff\r\nConnection: close\r\n\r\n');
  console.log(await ask('GET /out HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'));
  console.log(await ask('GET /out HTTP/1.0\r\n\r\n'));
  server.close();
});
console.log(http.METHODS.length, http.METHODS.slice(0, 5), Object.keys(http.STATUS_CODES).length, http.STATUS_CODES[418], http.maxHeaderSize);
console.log(Object.keys(http).sort().join());
console.log(attempt(() => http.validateHeaderName('a b')), attempt(() => http.validateHeaderName('a b', 'Label')),
  attempt(() => http.validateHeaderValue('a', undefined)), attempt(() => http.validateHeaderValue('a', '\u0001')));
