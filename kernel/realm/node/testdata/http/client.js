// A client: what it sends, the order of its events, keep-alive through an agent, errors.
const http = require('http');
const net = require('net');
const log = (...args) => console.log(...args);
const server = http.createServer((req, res) => {
  let body = '';
  req.setEncoding('utf8').on('data', (d) => { body += d; }).on('end', () => {
    log('server', req.method, req.url, JSON.stringify(req.rawHeaders.map((h) => h.replace(/:\d+$/, ':port'))), JSON.stringify(body));
    if (req.url === '/hangup') return req.socket.destroy();
    if (req.url === '/cut') { res.writeHead(200, { 'Content-Length': 10 }); res.write('abc'); return setTimeout(() => req.socket.destroy(), 20); }
    if (req.url === '/redirect') { res.writeHead(302, { Location: '/x' }); return res.end(); }
    res.setHeader('X-Reply', ['a', 'b']);
    res.end(`echo ${body}`);
  });
});
const watch = (req) => {
  for (const e of ['socket', 'finish', 'close', 'abort', 'timeout', 'continue', 'information']) req.on(e, () => log('req', e));
  req.on('error', (e) => log('req error', e.name, e.code, e.message));
  req.on('response', (res) => {
    log('response', res.statusCode, res.statusMessage, res.headers['x-reply'], res.headers['content-length'], req.reusedSocket);
    for (const e of ['end', 'close', 'aborted']) res.on(e, () => log('res', e, res.complete, res.aborted, req.destroyed));
    res.on('error', (e) => log('res error', e.code, e.message));
    res.on('data', (d) => log('res data', String(d)));
  });
  return req;
};
const over = (req) => new Promise((resolve) => { req.on('close', () => setTimeout(resolve, 20)); });
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const base = `http://127.0.0.1:${port}`;
  log('-- get');
  await over(watch(http.get(`${base}/a?b=c#d`)));
  log('-- post');
  let req = watch(http.request({ port, host: '127.0.0.1', method: 'POST', path: '/p', headers: { 'X-A': ['1', '2'], 'content-type': 'text/plain' } }));
  log(req.method, req.path, req.host, req.protocol, req.getHeader('host') === `127.0.0.1:${port}`, req.getRawHeaderNames());
  req.write('one ');
  req.end('two', () => log('end callback'));
  await over(req);
  log('-- put with length, auth, array');
  req = watch(http.request(new URL(`${base}/q`), { method: 'put', auth: 'u:p', headers: { 'Content-Length': 3 } }, (res) => res.resume()));
  req.end('abc');
  await over(req);
  req = watch(http.request(base, { agent: false, headers: ['Host', 'h', 'X-B', '1'] }));
  req.end();
  await over(req);
  log('-- hangup');
  await over(watch(http.get(`${base}/hangup`, { agent: false })));
  log('-- cut');
  await over(watch(http.get(`${base}/cut`, { agent: false })));
  log('-- abort before');
  req = watch(http.get(`${base}/x`, { agent: false }));
  req.destroy();
  await over(req);
  req = watch(http.get(`${base}/x`, { agent: false }));
  req.destroy(new Error('own'));
  await over(req);
  req = watch(http.get(`${base}/x`, { agent: false }));
  req.abort();
  await over(req);
  const ac = new AbortController();
  req = watch(http.get(`${base}/x`, { agent: false, signal: ac.signal }));
  ac.abort();
  await over(req);
  log('-- keep-alive');
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  await Promise.all([1, 2, 3].map((i) => over(watch(http.get(`${base}/${i}`, { agent })))));
  log(Object.keys(agent.sockets).length, Object.values(agent.freeSockets).map((l) => l.length), agent.totalSocketCount);
  agent.destroy();
  log('-- refused');
  const closed = net.createServer();
  await new Promise((resolve) => { closed.listen(0, '127.0.0.1', resolve); });
  const free = closed.address().port;
  await new Promise((resolve) => { closed.close(resolve); });
  req = http.get({ port: free, host: '127.0.0.1' });
  req.on('error', (e) => log(e.code, e.syscall, e.address, e.port === free, e.message.replace(free, 'port')));
  await over(req);
  server.close(() => log('closed'));
});
for (const f of [
  () => http.get('nonsense'), () => http.get('https://a'), () => http.get({ path: '/a b' }), () => http.get({ method: 'a b' }),
  () => http.request({ agent: {} }), () => http.request({ hostname: 5 }), () => http.request({ timeout: 'x' }), () => http.request({ method: 5 }),
  () => http.request({ headers: { 'a b': 'c' } }), () => http.request({ headers: { a: undefined } }),
]) {
  try { f().on('error', () => {}); } catch (e) { log(e.name, e.code, e.message); }
}
