// Requests and responses as streams: pipes, back-pressure, what is cut off on either side, exceptions in handlers.
const http = require('http');
const { AsyncLocalStorage } = require('async_hooks');
const { pipeline, Readable, Transform } = require('stream');
const { pipeline: piped } = require('stream/promises');
const fs = require('fs');
const log = (...args) => console.log(...args);
const store = new AsyncLocalStorage();
const watch = (name, emitter, events) => {
  for (const e of events) emitter.on(e, (x) => log(name, e, x instanceof Error ? `${x.code} ${x.message}` : ''));
};
const handlers = {
  '/echo': (req, res) => { req.pipe(res); },
  '/upper': (req, res) => pipeline(req, new Transform({ transform(c, e, cb) { cb(null, String(c).toUpperCase()); } }), res, (err) => log('pipeline', err?.code)),
  '/file': (req, res) => fs.createReadStream(__filename).pipe(res),
  '/iterate': async (req, res) => { let n = 0; for await (const c of req) n += c.length; res.end(String(n)); },
  '/big': async (req, res) => { await piped(Readable.from((function* () { for (let i = 0; i < 64; i++) yield Buffer.alloc(65536, i); })()), res); log('big sent', res.writableFinished); },
  '/pressure': (req, res) => {
    let refused = 0;
    const chunk = Buffer.alloc(1 << 20);
    for (let i = 0; i < 40; i++) if (!res.write(chunk)) refused++;
    log('refused', refused > 30, res.writableNeedDrain, res.writableLength > 1 << 20);
    res.on('drain', () => { log('drain', res.writableLength); res.end(); });
  },
  '/aborted': (req, res) => { watch('req', req, ['aborted', 'error', 'close', 'end']); watch('res', res, ['close', 'finish', 'error']); req.on('data', () => {}); },
  '/left': (req, res) => { watch('req', req, ['aborted', 'error', 'close']); watch('res', res, ['close', 'finish', 'error']); res.write('part'); },
  '/destroy': (req, res) => { watch('res', res, ['close', 'error']); res.write('x'); setTimeout(() => res.destroy(), 10); },
  '/after': (req, res) => { res.on('error', (e) => log('after', e.code)); res.end('done'); res.write('late', (e) => log('callback', e.code)); res.end('again'); res.end(() => log('end again')); },
  '/throws': () => { throw new Error('in a handler'); },
  '/rejects': async () => { throw new Error('in an async handler'); },
  '/context': (req, res) => store.run('mine', () => { res.on('finish', () => log('finish in', store.getStore())); req.on('end', () => { log('end in', store.getStore()); res.end('x'); }); req.resume(); }),
  '/body': (req, res) => { log(res.write('ignored'), res._hasBody); res.end('too'); },
  '/signal': (req, res) => { req.signal.addEventListener('abort', () => log('signal aborted', req.signal.reason.name)); },
};
const server = http.createServer((req, res) => handlers[req.url](req, res));
process.on('uncaughtException', (e, origin) => log(origin, e.message));
const ask = (path, options = {}, send = (req) => req.end()) => new Promise((resolve) => {
  const req = http.request({ port: server.address().port, host: '127.0.0.1', path, agent: false, ...options }, (res) => {
    let n = 0;
    let text = '';
    res.on('data', (c) => { n += c.length; if (n < 200) text += c; });
    res.on('end', () => log('answer', path, res.statusCode, n === fs.statSync(__filename).size ? 'the file' : n, text.slice(0, 60)));
    res.on('error', (e) => log('response error', e.code));
  });
  req.on('error', (e) => log('request error', e.code)).on('close', () => setTimeout(resolve, 30));
  send(req);
});
server.listen(0, '127.0.0.1', async () => {
  await ask('/echo', { method: 'POST' }, (req) => { req.write('one '); setTimeout(() => req.end('two'), 5); });
  await ask('/upper', { method: 'POST' }, (req) => Readable.from(['a', 'b', 'c'].map(Buffer.from)).pipe(req));
  await ask('/file');
  await ask('/iterate', { method: 'PUT' }, (req) => pipeline(Readable.from([Buffer.alloc(200000), Buffer.alloc(5)]), req, (e) => log('sent', e)));
  await ask('/big');
  await ask('/pressure');
  log('-- cut off');
  await ask('/aborted', { method: 'POST', headers: { 'Content-Length': 100 } }, (req) => { req.write('some'); setTimeout(() => req.destroy(), 30); });
  await ask('/left', {}, (req) => { req.end(); req.on('response', () => setTimeout(() => req.destroy(), 20)); });
  await ask('/destroy');
  await ask('/signal', {}, (req) => { req.end(); setTimeout(() => req.destroy(), 30); });
  log('-- mistakes');
  await ask('/after');
  await ask('/throws', {}, (req) => { req.end(); setTimeout(() => req.destroy(), 30); });
  await ask('/rejects', {}, (req) => { req.end(); setTimeout(() => req.destroy(), 30); });
  await ask('/body', { method: 'HEAD' });
  log('-- context');
  await ask('/context', { method: 'POST' }, (req) => req.end('x'));
  server.close(() => log('closed'));
});
