// https: a server with a certificate of its own, clients that trust it and one that does not.
const https = require('https');
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgsaXtiB8X89fahy+8
OWh+p0S8Elds2Dsy02kjqTzLaw2hRANCAAT+2E6ocMIr63BwI7sgJ3t5TZcNDqHK
DdkVrlHO52F+jLIw/BB/HA4a5LVWtoAcg2Ol9Z54/tYG05gsFYyIxoMP
-----END PRIVATE KEY-----`;
const cert = `-----BEGIN CERTIFICATE-----
MIIBmjCCAUGgAwIBAgIUSfxb8j/Z5ffqLFBXnFDORVC9x5MwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMDEzMjkwMloYDzIxMjYxMDI3
MTMyOTAyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAT+2E6ocMIr63BwI7sgJ3t5TZcNDqHKDdkVrlHO52F+jLIw/BB/HA4a
5LVWtoAcg2Ol9Z54/tYG05gsFYyIxoMPo28wbTAdBgNVHQ4EFgQUWFN2UIGOf13t
3laX5ab93GI6XpIwHwYDVR0jBBgwFoAUWFN2UIGOf13t3laX5ab93GI6XpIwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDRwAwRAIgEM1Jz73kWJDuF2UegrR07KT9eKcfm8ndcNO786yOelYCIEgN
vWfedbSJU3vg1+CIevv2FRh6onMsJZV5E7CLxMaj
-----END CERTIFICATE-----`;
const log = (...args) => console.log(...args);
const server = https.createServer({ key, cert }, (req, res) => {
  log('request', req.method, req.url, req.socket.encrypted, req.headers.host === `localhost:${server.address().port}`);
  let body = '';
  req.on('data', (d) => { body += d; }).on('end', () => res.end(`echo ${body}`));
});
server.on('secureConnection', () => log('secureConnection'));
server.listen(0, async () => {
  const { port } = server.address();
  const ask = (options, body) => new Promise((resolve) => {
    const req = https.request({ host: 'localhost', port, ca: cert, agent: false, ...options }, (res) => {
      let text = '';
      const { authorized } = res.socket;
      res.on('data', (d) => { text += d; }).on('end', () => log(res.statusCode, text, authorized, req.protocol, req.agent.defaultPort));
    });
    req.on('error', (e) => log('error', e.code)).on('close', resolve);
    req.end(body);
  });
  await ask({ path: '/get' });
  await ask({ path: '/post', method: 'POST' }, 'body');
  await ask({ path: '/untrusted', ca: undefined });
  const agent = new https.Agent({ keepAlive: true, ca: cert });
  await ask({ path: '/1', agent });
  await ask({ path: '/2', agent });
  log(Object.keys(agent.freeSockets).length, agent.totalSocketCount);
  agent.destroy();
  await fetch(`https://localhost:${port}/fetch`).catch((e) => log(e.message, e.cause.code));
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  log(await (await fetch(`https://localhost:${port}/fetch`)).text());
  server.close(() => log('closed'));
  server.closeAllConnections();
});
log(Object.keys(https).sort().join(), https.globalAgent.protocol, https.globalAgent.defaultPort, new https.Agent().getName({ host: 'a', port: 1, servername: 'b' }));
