// 100-continue, Expect, upgrades, CONNECT, limits of requests, server.close and its companions, timeouts.
const http = require('http');
const net = require('net');
const log = (...args) => console.log(...args);
const listen = (server) => new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(server.address().port)); });
// talk sends a text and hangs up when there was no answer, or no more of one, for a while.
const talk = (port, text, patience = 80) => new Promise((resolve) => {
  const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
  let got = '';
  let timer = setTimeout(() => socket.destroy(), 2000);
  socket.setEncoding('latin1').on('data', (d) => {
    got += d;
    clearTimeout(timer);
    timer = setTimeout(() => socket.destroy(), patience);
  }).on('error', (e) => { got += e.code; });
  socket.on('close', () => { clearTimeout(timer); resolve(JSON.stringify(got.replaceAll(/Date: [^\r]*/g, 'Date: …'))); });
});
(async () => {
  let server = http.createServer((req, res) => { log('request', req.url); req.resume().on('end', () => res.end('ok')); });
  let port = await listen(server);
  log(await talk(port, 'POST /continue HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab'));
  log(await talk(port, 'POST /other HTTP/1.1\r\nHost: a\r\nExpect: other\r\n\r\n'));
  server.on('checkContinue', (req, res) => { log('checkContinue', req.url); res.writeContinue(); res.end('c'); });
  server.on('checkExpectation', (req, res) => { log('checkExpectation', req.headers.expect); res.end('e'); });
  log(await talk(port, 'GET /continue HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n'));
  log(await talk(port, 'GET /other HTTP/1.1\r\nHost: a\r\nExpect: other\r\n\r\n'));
  server.close();

  log('-- upgrade');
  server = http.createServer((req, res) => res.end(`plain ${req.upgrade}`));
  port = await listen(server);
  const upgrade = 'GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nfirst';
  log(await talk(port, upgrade));
  server.on('upgrade', (req, socket, head) => {
    log('upgrade', req.url, req.headers.upgrade, String(head), req.complete);
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
    socket.on('data', (d) => socket.write(`echo ${d}`));
    socket.on('end', () => socket.end());
  });
  await new Promise((resolve) => {
    const req = http.get({ port, host: '127.0.0.1', headers: { Connection: 'Upgrade', Upgrade: 'echo' } });
    req.on('upgrade', (res, socket, head) => {
      log('client upgrade', res.statusCode, res.headers.upgrade, head.length);
      socket.write('ping');
      socket.on('data', (d) => { log(String(d)); socket.end(); });
      socket.on('close', resolve);
    });
    req.on('close', () => log('req close'));
  });
  server.on('connect', (req, socket, head) => {
    log('connect', req.url, req.method, String(head));
    socket.end('HTTP/1.1 200 Connection Established\r\n\r\ntunnel');
  });
  await new Promise((resolve) => {
    const req = http.request({ port, host: '127.0.0.1', method: 'CONNECT', path: 'far:80' });
    req.on('connect', (res, socket, head) => {
      log('client connect', res.statusCode, String(head));
      socket.on('data', (d) => log(String(d))).on('close', resolve);
    });
    req.end();
  });
  server.close();

  log('-- requests per socket');
  server = http.createServer((req, res) => res.end(req.url));
  server.maxRequestsPerSocket = 2;
  server.on('dropRequest', (req) => log('dropRequest', req.url));
  port = await listen(server);
  log(await talk(port, ['/1', '/2', '/3'].map((p) => `GET ${p} HTTP/1.1\r\nHost: a\r\n\r\n`).join('')));
  server.close();

  log('-- closing');
  let arrived;
  const arrival = new Promise((resolve) => { arrived = resolve; });
  server = http.createServer((req, res) => { if (req.url === '/now') res.end('now'); else arrived(); });
  port = await listen(server);
  const now = talk(port, 'GET /now HTTP/1.1\r\nHost: a\r\n\r\n', 4000).then((t) => log('now', t.length > 50));
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  const never = talk(port, 'GET /never HTTP/1.1\r\nHost: a\r\n\r\n', 4000).then((t) => log('never', t));
  await arrival;
  server.closeIdleConnections();
  await now;
  server.close(() => log('closed'));
  server.closeAllConnections();
  await never;

  log('-- timeouts');
  server = http.createServer({ keepAliveTimeout: 30, keepAliveTimeoutBuffer: 0 }, (req, res) => { if (req.url !== '/never') res.end('x'); });
  port = await listen(server);
  log(await talk(port, 'GET /keep HTTP/1.1\r\nHost: a\r\n\r\n', 4000));
  server.setTimeout(30, () => log('server timeout'));
  log(server.timeout);
  log(await talk(port, 'GET /never HTTP/1.1\r\nHost: a\r\n\r\n'));
  let req = http.get({ port, host: '127.0.0.1', path: '/never', timeout: 20, agent: false });
  req.on('timeout', () => { log('timeout'); req.destroy(); });
  req.on('error', (e) => log(e.code, e.message));
  await new Promise((resolve) => { req.on('close', resolve); });
  req = http.get({ port, host: '127.0.0.1', path: '/never', agent: false });
  req.setTimeout(20, () => { log('set timeout'); req.destroy(new Error('mine')); });
  req.on('error', (e) => log(e.message));
  await new Promise((resolve) => { req.on('close', resolve); });
  server.close();
  server = http.createServer({ headersTimeout: 30, requestTimeout: 60, connectionsCheckingInterval: 10 }, (req, res) => { req.resume(); });
  port = await listen(server);
  log(await talk(port, 'GET / HTTP/1.1\r\nHost', 4000));
  log(await talk(port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\na', 4000));
  server.close();
  log(server.listening, server.keepAliveTimeout, server.headersTimeout, server.requestTimeout, server.maxHeadersCount, server.timeout);
})();
