'use strict';
// Contexts, names, wrong arguments.
const tls = require('tls');
const fs = require('fs');
const file = (name) => fs.readFileSync(`${__dirname}/${name}`);
function attempt(f) {
  try { const v = f(); console.log(v instanceof Error ? `${v.code} ${v.message}` : typeof v); } catch (e) {
    console.log(e.name, e.code, e.message.replace(/^[0-9A-F]+:/, ''), e.library, e.reason);
  }
}
attempt(() => tls.createSecureContext());
attempt(() => tls.createSecureContext({ key: file('self.key'), cert: file('self.crt') }));
attempt(() => tls.createSecureContext({ key: file('leaf.key'), cert: file('self.crt') }));
attempt(() => tls.createSecureContext({ cert: 'nonsense' }));
attempt(() => tls.createSecureContext({ ca: 'nonsense' }));
attempt(() => tls.createSecureContext({ key: 5 }));
attempt(() => tls.createSecureContext({ cert: 5 }));
attempt(() => tls.createSecureContext({ ca: 5 }));
attempt(() => tls.createSecureContext({ ciphers: 5 }));
attempt(() => tls.createSecureContext({ ciphers: 'NONSENSE' }));
attempt(() => tls.createSecureContext({ minVersion: 'TLSv1.9' }));
attempt(() => tls.createSecureContext({ maxVersion: 5 }));
attempt(() => tls.createSecureContext({ secureProtocol: 'TLSv1_2_method', minVersion: 'TLSv1.2' }));
attempt(() => tls.createSecureContext({ secureProtocol: 'TLSv1_2_method' }));
attempt(() => tls.createSecureContext({ secureProtocol: 'nonsense' }));
attempt(() => tls.createSecureContext({ ecdhCurve: 5 }));
attempt(() => tls.createSecureContext({ sigalgs: '' }));
attempt(() => tls.createSecureContext({ sessionTimeout: 'x' }));
attempt(() => tls.createSecureContext({ ticketKeys: Buffer.alloc(3) }));
attempt(() => tls.createServer(5));
attempt(() => tls.createServer({ SNICallback: 5 }));
attempt(() => tls.createServer({ handshakeTimeout: 'x' }));
attempt(() => tls.createServer({ ALPNProtocols: ['a'], ALPNCallback() {} }));
attempt(() => tls.createServer({ ALPNProtocols: [''] }));
attempt(() => tls.createServer().addContext('', {}));
attempt(() => tls.connect({ checkServerIdentity: 5 }));
attempt(() => tls.connect({ minDHSize: 'x' }));
attempt(() => tls.connect({ port: 70000 }));
attempt(() => new tls.TLSSocket(undefined, { secureContext: {} }));
attempt(() => tls.getCACertificates('x'));
attempt(() => tls.getCACertificates(5));
attempt(() => tls.setDefaultCACertificates(5));
attempt(() => tls.setDefaultCACertificates([5]));
for (const protocols of [['a', 'bc'], Buffer.from([1, 97]), ['x'.repeat(256)], Buffer.from([5, 97]), Buffer.from([0])]) {
  attempt(() => { const out = {}; tls.convertALPNProtocols(protocols, out); console.log(out.ALPNProtocols); });
}
const cert = (subjectaltname, CN) => ({ subject: CN === undefined ? {} : { CN }, subjectaltname });
for (const [host, c] of [['a.com', cert(undefined, 'a.com')], ['a.com', cert(undefined, 'b.com')], ['A.com.', cert('DNS:a.com')], ['x.a.com', cert('DNS:*.a.com')],
  ['x.y.a.com', cert('DNS:*.a.com')], ['a.com', cert('DNS:*.com')], ['foo.a.com', cert('DNS:f*.a.com')], ['bar.a.com', cert('DNS:f*.a.com')], ['1.2.3.4', cert('IP Address:1.2.3.4')],
  ['1.2.3.4', cert('DNS:1.2.3.4', '1.2.3.4')], ['::1', cert('IP Address:0:0:0:0:0:0:0:1')], ['a.com', cert('DNS:"a.com"')], ['a.com', cert('DNS:"b, DNS:a.com"')], ['a.com', cert()],
  ['a.com', cert('URI:http://a.com')], ['\u00fc.com', cert('DNS:xn--tda.com')], ['a.com', cert(undefined, ['b.com', 'a.com'])], ['x.a.com', cert('DNS:**.a.com')]]) {
  attempt(() => tls.checkServerIdentity(host, c));
}
attempt(() => tls.checkServerIdentity('a.com', cert('DNS:"a')));
console.log(Object.keys(tls).join());
console.log(tls.DEFAULT_MIN_VERSION, tls.DEFAULT_MAX_VERSION, tls.DEFAULT_ECDH_CURVE, tls.DEFAULT_CIPHERS, tls.CLIENT_RENEG_LIMIT);
console.log(Array.isArray(tls.rootCertificates), Object.isFrozen(tls.rootCertificates), Array.isArray(tls.getCACertificates('extra')), tls.getCiphers().includes('ecdhe-rsa-aes128-gcm-sha256'));
