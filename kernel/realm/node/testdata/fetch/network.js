// fetch against a server: what is sent, redirects, encodings, errors, aborting, streaming.
const http = require('http');
const net = require('net');
const zlib = require('zlib');
const log = (...args) => console.log(...args);
const failing = async (f) => {
  try { log('resolved', await f()); } catch (e) { log(e.name, e.message, '|', e.cause?.name, e.cause?.code, e.cause?.message?.replaceAll(/:\d{4,5}/g, ':port')); }
};
const handlers = {
  '/json': (req, res) => { res.setHeader('content-type', 'application/json'); res.end('{"a":[1,2]}'); },
  '/headers': (req, res) => { res.writeHead(200, ['X-A', '1', 'X-A', '2', 'Set-Cookie', 'a', 'Set-Cookie', 'b', 'X-L', 'é']); res.end(); },
  '/404': (req, res) => { res.writeHead(404, 'Nowhere'); res.end('none'); },
  '/204': (req, res) => { res.writeHead(204); res.end(); },
  '/301': (req, res) => { res.writeHead(301, { Location: '/echo?x' }); res.end('moved'); },
  '/303': (req, res) => { res.writeHead(303, { Location: '/echo' }); res.end(); },
  '/307': (req, res) => { res.writeHead(307, { Location: '/echo#new' }); res.end(); },
  '/loop': (req, res) => { res.writeHead(302, { Location: '/loop' }); res.end(); },
  '/nowhere': (req, res) => { res.writeHead(302, { Location: 'ftp://a' }); res.end(); },
  '/badplace': (req, res) => { res.writeHead(302, { Location: 'http://[' }); res.end(); },
  '/noplace': (req, res) => { res.writeHead(302); res.end('stay'); },
  '/gzip': (req, res) => { res.setHeader('content-encoding', 'gzip'); res.end(zlib.gzipSync('zipped')); },
  '/deflate': (req, res) => { res.setHeader('content-encoding', 'deflate'); res.end(zlib.deflateSync('deflated')); },
  '/raw': (req, res) => { res.setHeader('content-encoding', 'deflate'); res.end(zlib.deflateRawSync('raw deflated')); },
  '/br': (req, res) => { res.setHeader('content-encoding', 'br'); res.end(zlib.brotliCompressSync('brotli')); },
  '/two': (req, res) => { res.setHeader('content-encoding', 'gzip, br'); res.end(zlib.brotliCompressSync(zlib.gzipSync('twice'))); },
  '/unknown': (req, res) => { res.setHeader('content-encoding', 'other'); res.end('as it is'); },
  '/badgzip': (req, res) => { res.setHeader('content-encoding', 'gzip'); res.end('not zipped'); },
  '/hangup': (req, res) => { req.socket.destroy(); },
  '/cut': (req, res) => { res.writeHead(200, { 'content-length': 10 }); res.write('abc'); setTimeout(() => req.socket.destroy(), 20); },
  '/slow': (req, res) => { setTimeout(() => res.end('slow'), 100).unref(); },
  '/half': (req, res) => { res.write('half'); },
  '/chunks': async (req, res) => { for (const c of ['one ', 'two ', 'three']) { res.write(c); await new Promise((r) => { setTimeout(r, 10); }); } res.end(); },
  '/garbage': (req) => { req.socket.end('garbage\r\n\r\n'); },
};
const server = http.createServer((req, res) => {
  const path = req.url.replace(/[?#].*/, '');
  if (handlers[path]) { handlers[path](req, res); return; }
  let body = '';
  req.setEncoding('utf8').on('data', (d) => { body += d; }).on('end', () => {
    const sent = req.rawHeaders.map((x) => x.replace(/:\d+$/, ':port').replace(/\d{11,12}$/, '…'));
    res.end(JSON.stringify([req.method, req.url, sent, body.replaceAll(/undici-\d+/g, '…')]));
  }).on('error', () => {});
});
server.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const base = `http://127.0.0.1:${port}`;
  const text = async (...args) => (await fetch(...args)).text();
  log('-- sending');
  log(await text(`${base}/echo?`));
  log(await text(new URL(`${base}/a%20b?c=d#e`), { headers: { 'X-A': 'b', Accept: 'text/x', 'User-Agent': 'me', cookie: 'c' } }));
  log(await text(`${base}/echo`, { method: 'POST' }), await text(`${base}/echo`, { method: 'put', body: '' }), await text(`${base}/echo`, { method: 'DELETE' }));
  log(await text(`${base}/echo`, { method: 'POST', body: new URLSearchParams({ a: 1 }) }));
  log(await text(`${base}/echo`, { method: 'POST', body: new Blob(['b'], { type: 'x/y' }) }));
  log(await text(new Request(`${base}/echo`, { method: 'POST', body: Buffer.from('buf'), headers: [['content-type', 'own']] })));
  const form = new FormData();
  form.append('f', 'v');
  form.append('g', new Blob(['file']), 'f.bin');
  log(await text(`${base}/echo`, { method: 'POST', body: form }));
  const stream = () => new ReadableStream({ async pull(c) { await null; c.enqueue(Buffer.from('s')); c.close(); } });
  log(await text(`${base}/echo`, { method: 'POST', body: stream(), duplex: 'half' }));
  log(await text(`${base}/echo`, { cache: 'no-store', referrer: 'http://ref/er', redirect: 'error' }));
  log(await text(`${base}/echo`, { headers: { range: 'bytes=1-', 'if-match': 'x' } }), await text(`${base}/echo`, { method: 'PATCH', body: 'p', mode: 'same-origin' }));
  log('-- receiving');
  log((await (await fetch(`${base}/json`)).json()).a, await text(`${base}/404`));
  let r = await fetch(`${base}/headers`);
  log([...r.headers].filter(([k]) => k !== 'date'), r.headers.getSetCookie(), r.type, r.statusText);
  r = await fetch(`${base}/404`);
  log(r.status, r.statusText, r.ok, r.url === `${base}/404`, r.redirected);
  await r.body.cancel();
  r = await fetch(`${base}/204`);
  log(r.status, r.body, await r.text());
  r = await fetch(`${base}/json`, { method: 'HEAD' });
  log(r.status, r.headers.get('content-length'), r.body, JSON.stringify(await r.text()));
  try { r.headers.append('a', 'b'); } catch (e) { log(e.message); }
  log('-- redirects');
  for (const path of ['/301', '/303', '/307']) {
    for (const init of [{}, { method: 'POST', body: 'x', headers: { 'content-type': 'own' } }]) {
      r = await fetch(base + path, init);
      log(path, r.status, r.redirected, r.url.slice(base.length), await r.text());
    }
  }
  r = await fetch(`${base}/301`, { redirect: 'manual' });
  log(r.status, r.headers.get('location'), r.type, await r.text());
  r = await fetch(`${base}/noplace`);
  log(r.status, await r.text());
  await failing(() => fetch(`${base}/301`, { redirect: 'error' }));
  await failing(() => fetch(`${base}/loop`));
  await failing(() => fetch(`${base}/nowhere`));
  await failing(() => fetch(`${base}/badplace`));
  await failing(() => fetch(`${base}/307`, { method: 'POST', body: stream(), duplex: 'half' }));
  log('-- encodings');
  for (const path of ['/gzip', '/deflate', '/raw', '/br', '/two', '/unknown']) log(path, await text(base + path));
  await failing(() => text(`${base}/badgzip`));
  log('-- errors');
  await failing(() => fetch(`${base}/hangup`));
  await failing(() => text(`${base}/cut`));
  await failing(() => fetch(`${base}/garbage`));
  await failing(() => fetch(`${base}/echo`, { headers: { 'transfer-encoding': 'chunked' } }));
  await failing(() => fetch(`${base}/echo`, { headers: { expect: 'x' } }));
  log(await text(`${base}/echo`, { headers: { connection: 'x' } }));
  await failing(() => fetch('http://127.0.0.1:22'));
  await failing(() => fetch('http://does-not-exist.invalid/'));
  await failing(() => fetch());
  const closed = net.createServer();
  await new Promise((resolve) => { closed.listen(0, '127.0.0.1', resolve); });
  const free = closed.address().port;
  await new Promise((resolve) => { closed.close(resolve); });
  await failing(() => fetch(`http://127.0.0.1:${free}/`));
  log('-- aborting');
  await failing(() => fetch(`${base}/slow`, { signal: AbortSignal.abort() }));
  await failing(() => fetch(`${base}/slow`, { signal: AbortSignal.abort('own reason') }).catch((e) => { throw Object.assign(new Error('caught'), { cause: { message: String(e) } }); }));
  await failing(() => fetch(`${base}/slow`, { signal: AbortSignal.timeout(20) }));
  const ac = new AbortController();
  setTimeout(() => ac.abort(), 20);
  await failing(() => fetch(`${base}/slow`, { signal: ac.signal }));
  const late = new AbortController();
  r = await fetch(`${base}/half`, { signal: late.signal });
  const reading = r.text();
  late.abort(new Error('enough'));
  await failing(() => reading);
  const used = new AbortController();
  log(await text(`${base}/json`, { signal: used.signal }));
  used.abort();
  log('-- streaming');
  const chunks = [];
  for await (const chunk of (await fetch(`${base}/chunks`)).body) chunks.push(Buffer.from(chunk).toString());
  log(chunks);
  r = await fetch(`${base}/json`);
  const copy = r.clone();
  log(await r.text(), await copy.json(), copy.url === r.url);
  r = await fetch(`${base}/half`);
  await r.body.cancel('no more');
  const reader = (await fetch(`${base}/chunks`)).body.pipeThrough(new TextDecoderStream()).getReader();
  let all = '';
  for (let step = await reader.read(); !step.done; step = await reader.read()) all += step.value;
  log(all);
  log((await Promise.all([1, 2, 3, 4, 5].map((i) => text(`${base}/echo?${i}`)))).map((t) => JSON.parse(t)[1]));
  server.close(() => log('closed'));
  server.closeAllConnections();
});
