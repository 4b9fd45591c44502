// What http publishes on diagnostics_channel, and when.
const http = require('http');
const dc = require('diagnostics_channel');
const log = (...args) => console.log(...args);
for (const name of ['client.request.created', 'client.request.start', 'client.request.error', 'client.response.finish', 'server.response.created',
  'server.request.start', 'server.response.finish']) {
  dc.subscribe(`http.${name}`, (message) => log(name, Object.keys(message).join(), message.request.method, message.response?.statusCode, message.error?.code));
}
const server = http.createServer((req, res) => {
  log('handler', req.url);
  if (req.url === '/gone') req.socket.destroy();
  else res.end('x', () => log('ended'));
});
server.listen(0, '127.0.0.1', async () => {
  const at = (path) => ({ port: server.address().port, host: '127.0.0.1', path, agent: false });
  await new Promise((resolve) => {
    const req = http.request({ ...at('/a'), method: 'POST' }, (res) => { log('response'); res.resume(); });
    log('made');
    req.on('close', resolve).end('body');
    log('end called');
  });
  await new Promise((resolve) => { http.get(at('/gone')).on('error', (e) => log('error', e.code)).on('close', resolve); });
  server.close();
});
