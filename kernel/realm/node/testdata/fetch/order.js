// What comes before what: a fetch against ticks, microtasks, timers and the events of the server.
const http = require('http');
const server = http.createServer((req, res) => {
  console.log('request', req.url);
  res.end('x');
  res.on('finish', () => console.log('finish', req.url));
});
server.listen(0, '127.0.0.1', async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  const promise = fetch(`${base}/1`);
  console.log('called', promise instanceof Promise);
  process.nextTick(() => console.log('tick'));
  queueMicrotask(() => console.log('micro'));
  const r = await promise;
  console.log('head', r.status);
  process.nextTick(() => console.log('tick after head'));
  await null;
  console.log('text', await r.text());
  const bad = fetch('/nowhere');
  bad.catch((e) => console.log('rejected', e.message));
  console.log('bad called');
  process.nextTick(() => console.log('tick 2'));
  await bad.catch(() => {});
  console.log('after bad');
  const ac = new AbortController();
  const aborted = fetch(`${base}/2`, { signal: ac.signal });
  aborted.catch((e) => console.log('aborted', e.name));
  ac.signal.addEventListener('abort', () => console.log('abort event'));
  ac.abort();
  console.log('abort called');
  await aborted.catch(() => {});
  server.close(() => console.log('closed'));
  server.closeAllConnections();
});
