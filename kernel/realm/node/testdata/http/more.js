// Unix sockets, IPv6, trailers, information, options and their checks, the classes by themselves.
const http = require('http');
const net = require('net');
const os = require('os');
const path = require('path');
const { Writable, Readable, Duplex } = require('stream');
const log = (...args) => console.log(...args);
const attempt = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const listening = (server, ...args) => new Promise((resolve) => { server.listen(...args, () => resolve(server.address())); });
const get = (options, body) => new Promise((resolve) => {
  const req = http.request(options, (res) => {
    let text = '';
    res.setEncoding('utf8').on('data', (d) => { text += d; }).on('end', () => resolve({ res, req, text }));
  });
  req.on('information', (info) => log('information', info.statusCode, info.statusMessage, info.headers));
  req.on('continue', () => log('continue'));
  req.on('error', (e) => resolve({ error: e.code, text: e.message }));
  if (body !== null) req.end(body);
  else req.on('continue', () => req.end('after continue'));
});
(async () => {
  log('-- places');
  const file = path.join(os.tmpdir(), `loopbook-http-${process.pid}.sock`);
  let server = http.createServer((req, res) => res.end(`${req.headers.host} ${req.socket.remoteAddress}`));
  log(await listening(server, file) === file);
  log((await get({ socketPath: file, path: '/x' })).text);
  server.close();
  server = http.createServer((req, res) => res.end(req.headers.host.replace(/:\d+$/, ':port')));
  const six = await listening(server, 0, '::1');
  log((await get({ host: '::1', port: six.port })).text, (await get(`http://[::1]:${six.port}/`)).text, await (await fetch(`http://[::1]:${six.port}/`)).text());
  log((await get({ port: six.port, host: '::1', headers: { Host: 'own' } })).text, (await get({ port: six.port, host: '::1', setHost: false })).res.statusCode);
  server.close();

  log('-- messages');
  server = http.createServer((req, res) => {
    if (req.url === '/trailers') { res.setHeader('Trailer', 'X-T'); res.write('a'); res.addTrailers([['X-T', '1'], ['X-U', '2']]); res.end(); return; }
    if (req.url === '/info') { res.writeProcessing(); res.writeEarlyHints({ link: ['</a>; rel=preload', '</b>; rel=preload'] }); res.writeInformation?.(103, { 'x-i': '1' }); res.end('i'); return; }
    if (req.url === '/dup') { res.sendDate = false; res.writeHead(200, ['X-D', '1', 'X-D', '2', 'Age', '1', 'Age', '2']); res.end(); return; }
    if (req.url === '/many') { for (let i = 0; i < 30; i++) res.setHeader(`x-${i}`, i); res.end(); return; }
    req.resume().on('end', () => { log('trailers', req.trailers, req.rawTrailers, req.trailersDistinct); res.end('ok'); });
  });
  const { port } = await listening(server, 0, '127.0.0.1');
  const at = (p, more) => ({ port, host: '127.0.0.1', path: p, agent: false, ...more });
  let { res } = await get(at('/trailers'));
  log(res.trailers, res.rawTrailers, res.headers.trailer, res.complete);
  log((await get(at('/info'))).text);
  log((await get(at('/dup'))).res.headers, (await get(at('/dup', { joinDuplicateHeaders: true }))).res.headers.age);
  log(Object.keys((await get(at('/many'))).res.headers).length);
  log((await get(at('/post', { method: 'POST', headers: { Expect: '100-continue' } }), null)).text);
  const chunked = http.request(at('/post', { method: 'POST', headers: { 'Transfer-Encoding': 'chunked' } }), (r) => r.resume());
  chunked.addTrailers({ 'x-end': 'yes' });
  chunked.setNoDelay(true);
  chunked.setSocketKeepAlive(true, 100);
  chunked.flushHeaders();
  chunked.write('1');
  chunked.end('2');
  await new Promise((resolve) => { chunked.on('close', resolve); });
  const small = await get(at('/many', { maxHeaderSize: 100 }));
  log(small.error, small.text);
  server.close();

  log('-- options');
  for (const options of [5, { maxHeaderSize: 'x' }, { headersTimeout: -1 }, { keepAliveTimeout: 1.5 }, { requestTimeout: 5, headersTimeout: 10 }, { insecureHTTPParser: 1 },
    { joinDuplicateHeaders: 1 }, { requireHostHeader: 'x' }, { httpValidation: 'x' }, { httpValidation: 'strict', insecureHTTPParser: true }, { shouldUpgradeCallback: 1 },
    { rejectNonStandardBodyWrites: 1 }, { connectionsCheckingInterval: 'x' }]) log(attempt(() => typeof http.createServer(options)));
  server = http.Server({ requestTimeout: 1000, keepAliveTimeout: 0, maxHeaderSize: 2000 });
  log(server instanceof net.Server, server.requestTimeout, server.headersTimeout, server.keepAliveTimeout, server.maxHeaderSize, server.timeout, server.listening);
  log(attempt(() => http.setMaxIdleHTTPParsers(0)), attempt(() => new http.Agent({ scheduling: 'x' })), attempt(() => new http.Agent({ maxTotalSockets: 0 })));
  const agent = new http.Agent({ maxSockets: 3, keepAlive: true });
  log(agent.getName({ host: 'a', port: 1, localAddress: 'l', family: 4 }), agent.getName(), agent.maxSockets, agent.maxFreeSockets, agent.scheduling, agent.defaultPort, agent.protocol,
    agent.keepAlive, http.globalAgent.keepAlive, http.Agent.defaultMaxSockets, http.globalAgent.options.timeout);
  server = http.createServer({ joinDuplicateHeaders: true, uniqueHeaders: ['x-u'], insecureHTTPParser: true }, (req, r) => {
    log(req.headers.age, JSON.stringify(req.headers['x-bad']));
    r.setHeader('X-U', ['a', 'b']);
    r.setHeader('X-V', ['a', 'b']);
    r.end();
  });
  const lenient = await listening(server, 0, '127.0.0.1');
  await new Promise((resolve) => {
    const socket = net.connect(lenient.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: a\r\nAge: 1\r\nAge: 2\r\nX-Bad: a\u0001b\r\nConnection: close\r\n\r\n'));
    let text = '';
    socket.on('data', (d) => { text += d; }).on('close', () => { log(text.match(/X-[UV].*/g)); resolve(); });
  });
  server.close();

  log('-- classes');
  const message = new http.IncomingMessage(new Duplex({ read() {}, write(c, e, cb) { cb(); } }));
  log(message.headers, message.rawHeaders, message.httpVersion, message.url, message.method, message.statusCode, message.complete, message.aborted, message.readable, message.destroyed);
  message.push('pushed');
  message.push(null);
  message.on('data', (d) => log('data', String(d))).on('end', () => log('message end'));
  const out = new http.OutgoingMessage();
  log(out.writable, out.finished, out.headersSent, out.writableEnded, out.writableLength, out.writableHighWaterMark, out.destroyed, attempt(() => out._implicitHeader()), out.getHeaders());
  const response = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1, headers: {} });
  const taken = [];
  const sink = new Writable({ write(c, e, cb) { taken.push(String(c)); cb(); } });
  response.assignSocket(sink);
  log(attempt(() => response.assignSocket(sink)));
  response.on('finish', () => log('finish', taken.join('').replace(/Date: .*/, 'Date: …')));
  response.setHeader('x-a', 'b');
  response.write('one');
  response.end('two');
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  log(Object.getPrototypeOf(http.ServerResponse) === http.OutgoingMessage, Object.getPrototypeOf(http.IncomingMessage) === Readable, http.ClientRequest.name, http.Server.name);
  log(attempt(() => response.writeContinue()), attempt(() => new http.OutgoingMessage().pipe()), http.IncomingMessage.length, http.request.length, http.get.length, http.createServer.length);
})();
