'use strict';
// Who trusts whom, and what each side hears of it.
const tls = require('tls');
const net = require('net');
const fs = require('fs');
const file = (name) => fs.readFileSync(`${__dirname}/${name}`);
const plainly = (text) => text.replace(/^[0-9A-F]+:/, '').replace(/:SSL routines:[^:]*:/, ':SSL routines::').replace(/:\.\.\/deps[^:]*:\d+:/, ':').replace(/:?\n?$/, '');
const show = (list, label, e) => list.push(`${label} ${e.name} ${e.code} ${plainly(e.message)} ${e.library} ${e.reason} ${e.host}`);
// The two ends talk at once: what each says is shown apart.
function meet(label, server, client) {
  return new Promise((resolve) => {
    const [ours, theirs] = [[], []];
    const s = server.plain ? net.createServer((c) => { c.on('error', () => {}); c.once('data', () => c.end('HTTP/1.1 400 Bad\r\n\r\n')); }) :
      tls.createServer({ key: file('self.key'), cert: file('self.crt'), ...server }, (c) => {
        theirs.push(`secure ${c.authorized} ${c.authorizationError} ${c.encrypted} ${c.servername} ${c.alpnProtocol} ${c.getPeerCertificate().subject?.CN}`);
        c.on('error', (e) => show(theirs, 'error', e));
        c.end('bye');
      });
    s.on('tlsClientError', (e) => show(theirs, 'tlsClientError', e));
    s.listen(0, '127.0.0.1', () => {
      const { port } = s.address();
      const c = client.plain ? net.connect(port, '127.0.0.1', () => c.end('GET / HTTP/1.0\r\n\r\n')) :
        tls.connect({ port, host: '127.0.0.1', ...client }, () => {
          ours.push(`secureConnect ${c.authorized} ${c.authorizationError} ${c.getProtocol()} ${c.alpnProtocol} ${c.servername} ${c.isSessionReused()}`);
        });
      c.on('error', (e) => show(ours, 'error', e));
      c.on('data', (d) => ours.push(`data ${d}`));
      c.on('close', (hadError) => {
        ours.push(`close ${hadError}`);
        s.close(() => setTimeout(() => {
          console.log(`-- ${label}`);
          for (const line of ours) console.log('client', line);
          for (const line of theirs) console.log('server', line);
          resolve();
        }, 20));
      });
    });
  });
}
const loose = { rejectUnauthorized: false };
const identity = { key: file('self.key'), cert: file('self.crt') };
(async () => {
  await meet('nobody asks', {}, loose);
  await meet('distrust', {}, {});
  await meet('trust', {}, { ca: file('self.crt') });
  await meet('another name', {}, { ca: file('self.crt'), servername: 'other.example' });
  await meet('a check of its own', {}, { ca: file('self.crt'), servername: 'other.example', checkServerIdentity: (name, cert) => (name === 'other.example' && cert.subject.CN === 'localhost' ? undefined : new Error('no')) });
  await meet('a check that fails', {}, { ca: file('self.crt'), checkServerIdentity: () => Object.assign(new Error('mine'), { code: 'MINE' }) });
  await meet('a plain server', { plain: true }, loose);
  await meet('a plain client', {}, { plain: true });
  await meet('ALPN', { ALPNProtocols: ['h2', 'http/1.1'] }, { ...loose, ALPNProtocols: ['http/1.1'] });
  await meet('ALPN, no match', { ALPNProtocols: ['a'] }, { ...loose, ALPNProtocols: ['b'] });
  await meet('ALPNCallback', { ALPNCallback: ({ servername, protocols }) => { console.log(servername, protocols); return 'b'; } }, { ...loose, servername: 'localhost', ALPNProtocols: ['a', 'b'] });
  await meet('versions', { maxVersion: 'TLSv1.2' }, { ...loose, minVersion: 'TLSv1.3' });
  await meet('TLS 1.2', { maxVersion: 'TLSv1.2' }, { ca: file('self.crt') });
  await meet('a certificate is wanted', { requestCert: true, maxVersion: 'TLSv1.2' }, loose);
  await meet('a certificate is distrusted, but welcome', { requestCert: true, rejectUnauthorized: false }, { ...loose, ...identity });
  await meet('a certificate is trusted', { requestCert: true, ca: file('ca.crt') }, { ...loose, key: file('client.key'), cert: file('client.crt') });
  await meet('no cipher in common', { ciphers: 'ECDHE-RSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' }, { ...loose, ciphers: 'ECDHE-RSA-AES256-GCM-SHA384' });
  for (const ca of [undefined, file('ca.crt'), file('inter.crt'), [file('inter.crt'), file('ca.crt')]]) {
    for (const [key, cert] of [['leaf', 'leaf'], ['leaf', 'leafchain'], ['leaf', 'leaffull'], ['direct', 'direct']]) {
      await meet(`${cert} with ${[ca].flat().length} ${ca && [ca].flat()[0].length}`, { key: file(`${key}.key`), cert: file(`${cert}.crt`) }, { ...(ca && { ca }), servername: 'localhost' });
    }
  }
  await meet('SNICallback', { SNICallback: (name, cb) => setTimeout(cb, 5, null, tls.createSecureContext({ key: file('direct.key'), cert: file('direct.crt') })) }, { ca: file('ca.crt'), servername: 'a.example.com' });
})();
