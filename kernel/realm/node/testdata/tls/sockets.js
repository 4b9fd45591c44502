'use strict';
// TLS sockets as streams: on connections of their own, on sockets in use, on any Duplex; certificates and sessions.
const tls = require('tls');
const net = require('net');
const fs = require('fs');
const { Duplex } = require('stream');
const file = (name) => fs.readFileSync(`${__dirname}/${name}`);
const identity = { key: file('leaf.key'), cert: file('leafchain.crt') };
const ca = file('ca.crt');
const listening = (server) => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
const closed = (s) => new Promise((resolve) => s.on('close', resolve));
(async () => {
  const server = tls.createServer({ ...identity, allowHalfOpen: false }, (s) => {
    s.on('error', (e) => console.log('server error', e.code));
    s.pipe(s);
  });
  const port = await listening(server);
  const c = tls.connect({ port, host: '127.0.0.1', ca, servername: 'localhost' });
  const events = [];
  for (const name of ['lookup', 'connect', 'ready', 'secure', 'secureConnect', 'end', 'close']) c.on(name, () => events.push(name));
  console.log(c.write('early '), c.encrypted, c.authorized, c.secureConnecting, c.connecting, c.alpnProtocol, c instanceof net.Socket);
  await new Promise((resolve) => c.on('secureConnect', resolve));
  console.log(c.authorized, c.authorizationError, c.secureConnecting, c.remotePort === port, c.remoteAddress, c.localAddress, c.alpnProtocol, c.servername);
  const peer = c.getPeerCertificate(true);
  console.log(Object.keys(peer).join());
  console.log(peer.subject, peer.issuer, peer.subjectaltname, peer.valid_to, peer.fingerprint256, peer.issuerCertificate.subject.CN, peer.issuerCertificate.issuerCertificate.subject.CN,
    peer.issuerCertificate.issuerCertificate.issuerCertificate === peer.issuerCertificate.issuerCertificate);
  console.log(c.getPeerX509Certificate().subject, c.getCertificate(), c.getX509Certificate(), c.getProtocol(), c.getCipher().version, typeof c.getEphemeralKeyInfo().type);
  console.log(c.exportKeyingMaterial(16, 'label').length, c.exportKeyingMaterial(16, 'label', Buffer.from('x')).equals(c.exportKeyingMaterial(16, 'label')));
  let text = '';
  c.setEncoding('utf8');
  c.on('data', (d) => { text += d; if (text.endsWith('last')) c.end(); });
  c.write('and ');
  c.cork(); c.write('some '); c.write('more, '); c.uncork();
  c.write(Buffer.from('last'));
  await closed(c);
  console.log(text, events.join(), c.bytesRead > 0, c.destroyed);

  let session;
  const first = tls.connect({ port, host: '127.0.0.1', ca, servername: 'localhost' });
  first.once('session', (s) => { session = s; first.end(); });
  first.on('secureConnect', () => first.write('x'));
  first.resume();
  await closed(first);
  const second = tls.connect({ port, host: '127.0.0.1', ca, servername: 'localhost', session });
  await new Promise((resolve) => second.on('secureConnect', resolve));
  console.log(Buffer.isBuffer(session), first.isSessionReused(), second.isSessionReused(), second.authorized);
  second.end(); second.resume();
  await closed(second);

  const big = Buffer.alloc(3 * 1024 * 1024, 'abc');
  const b = tls.connect({ port, host: '127.0.0.1', ca, servername: 'localhost' });
  let got = 0;
  b.on('data', (d) => { got += d.length; if (got === big.length) b.end(); });
  console.log(b.write(big));
  await closed(b);
  console.log(got);
  server.close();
  await closed(server);

  // A socket that has spoken plainly turns to TLS, on both sides.
  const starttls = net.createServer((s) => {
    s.once('data', (d) => {
      s.write(`${d} ok`, () => {
        const t = new tls.TLSSocket(s, { isServer: true, ...identity });
        t.on('data', (d) => { t.write(`${d}!`); t.end(); });
      });
    });
  });
  const plainPort = await listening(starttls);
  const plain = net.connect(plainPort, '127.0.0.1');
  plain.write('STARTTLS');
  const [answer] = await require('events').once(plain, 'data');
  console.log(String(answer));
  plain.removeAllListeners('data');
  const t = tls.connect({ socket: plain, ca, servername: 'localhost' }, () => console.log('on top', t.authorized, t.remotePort === plainPort));
  t.write('secret');
  t.on('data', (d) => console.log(String(d)));
  plain.on('close', () => console.log('plain close'));
  await closed(t);
  await new Promise((resolve) => starttls.close(resolve));

  // Over any Duplex.
  const [left, right] = [0, 1].map(() => new Duplex({ read() {}, write(chunk, enc, cb) { this.other.push(chunk); cb(); }, final(cb) { this.other.push(null); cb(); } }));
  left.other = right; right.other = left;
  const inner = new tls.TLSSocket(right, { isServer: true, ...identity });
  inner.on('data', (d) => inner.end(`got ${d}`));
  const outer = tls.connect({ socket: left, ca, servername: 'localhost' }, () => { console.log('over a Duplex', outer.authorized); outer.write('message'); });
  outer.on('data', (d) => console.log(String(d)));
  outer.on('end', () => outer.end());
  await closed(outer);

  // Names of several certificates.
  const many = tls.createServer({ key: file('self.key'), cert: file('self.crt') }, (s) => s.end(`${s.servername}`));
  many.addContext('*.example.com', { key: file('direct.key'), cert: file('direct.crt') });
  many.addContext('leaf.test', tls.createSecureContext(identity));
  const manyPort = await listening(many);
  for (const servername of ['a.example.com', 'LEAF.test', 'unknown.test', undefined]) {
    const s = tls.connect({ port: manyPort, host: '127.0.0.1', servername, rejectUnauthorized: false });
    await new Promise((resolve) => s.on('secureConnect', resolve));
    const subject = s.getPeerCertificate().subject.CN;
    let said = '';
    s.on('data', (d) => { said += d; });
    await closed(s);
    console.log(servername, subject, said);
  }
  many.close();

  const hang = net.createServer((s) => s.once('data', () => s.destroy()));
  const hangPort = await listening(hang);
  const lost = tls.connect({ port: hangPort, host: '127.0.0.1' });
  const [e] = await require('events').once(lost, 'error');
  console.log(e.code, e.message, e.host, e.port === hangPort, e.path, Object.keys(e).join());
  hang.close();
  const refused = tls.connect({ port: 1, host: '127.0.0.1' });
  const [r] = await require('events').once(refused, 'error');
  console.log(r.code, r.syscall, r.port);
  const slow = tls.createServer({ ...identity, handshakeTimeout: 50 });
  slow.on('tlsClientError', (e) => { console.log(e.code, e.message); });
  const silent = net.connect(await listening(slow), '127.0.0.1');
  silent.on('error', () => {});
  silent.resume();
  await new Promise((resolve) => slow.on('tlsClientError', resolve));
  silent.destroy();
  slow.close();
})();
