// crypto: keys, signatures and ciphertexts that OpenSSL made are read, and what is written comes out the same.
const c = require('crypto');
const k = require('./data/keys.json');
const data = Buffer.from('some data');
const b = (text) => Buffer.from(text, 'base64');
const sum = (value) => c.createHash('sha256').update(value).digest('hex').slice(0, 16);
for (const name of ['rsa', 'ec', 'ed', 'x']) {
  const key = c.createPrivateKey(k[name]);
  const pub = c.createPublicKey(k[name]);
  console.log(name, key.asymmetricKeyType, key.asymmetricKeyDetails, pub.type);
  for (const format of ['pem', 'der']) {
    console.log(' ', format, sum(key.export({ format, type: 'pkcs8' })), sum(pub.export({ format, type: 'spki' })));
    const old = name === 'rsa' ? 'pkcs1' : name === 'ec' ? 'sec1' : undefined;
    if (old) console.log('  ', old, sum(key.export({ format, type: old })));
    const again = c.createPrivateKey({ key: key.export({ format, type: 'pkcs8' }), format, type: 'pkcs8' });
    console.log('  equals', again.equals(key), c.createPublicKey({ key: pub.export({ format, type: 'spki' }), format, type: 'spki' }).equals(pub));
  }
  console.log('  jwk', sum(JSON.stringify(key.export({ format: 'jwk' }))), sum(JSON.stringify(pub.export({ format: 'jwk' }))));
  console.log('  from jwk', c.createPrivateKey({ key: key.export({ format: 'jwk' }), format: 'jwk' }).equals(key),
    c.createPublicKey({ key: pub.export({ format: 'jwk' }), format: 'jwk' }).equals(pub));
}
console.log('pkcs1', sum(c.createPublicKey(k.rsa).export({ format: 'pem', type: 'pkcs1' })));
const rsa = c.createPrivateKey(k.rsa);
for (const name of ['encrypted', 'old']) console.log(name, c.createPrivateKey({ key: k[name], passphrase: 'secret' }).equals(rsa));
for (const cipher of ['aes-128-cbc', 'aes-256-cbc', 'des-ede3-cbc']) {
  for (const type of ['pkcs1', 'pkcs8']) {
    const pem = rsa.export({ format: 'pem', type, cipher, passphrase: 'p' });
    console.log(cipher, type, pem.split('\n')[0], c.createPrivateKey({ key: pem, passphrase: Buffer.from('p') }).equals(rsa));
  }
}
console.log('verify', c.verify('sha512', data, { key: k.rsa, padding: 6, saltLength: 20 }, b(k.pss)), c.verify('sha512', data, { key: k.rsa, padding: 6 }, b(k.pss)),
  c.verify('sha512', data, { key: k.rsa, padding: 6, saltLength: 21 }, b(k.pss)), c.verify('sha1', data, k.rsa, b(k.p1)), c.verify('sha384', data, k.ec, b(k.ecdsa)), c.verify(null, data, k.ed, b(k.eds)));
console.log('sign', c.sign('sha1', data, k.rsa).toString('base64') === k.p1, c.sign(null, data, k.ed).toString('base64') === k.eds);
console.log('createSign', c.createSign('RSA-SHA1').update('some ').update('data').sign(k.rsa, 'base64') === k.p1,
  c.createVerify('SHA384').update(data).verify(k.ec, k.ecdsa, 'base64'), c.createVerify('sha1').update(data).verify(k.cert, k.p1, 'base64'));
const raw = c.sign('sha256', data, { key: k.ec, dsaEncoding: 'ieee-p1363' });
console.log('p1363', raw.length, c.verify('sha256', data, { key: k.ec, dsaEncoding: 'ieee-p1363' }, raw), c.verify('sha256', data, k.ec, raw));
console.log('decrypt', String(c.privateDecrypt({ key: k.rsa, oaepHash: 'sha256', oaepLabel: Buffer.from('label') }, b(k.oaep))),
  String(c.privateDecrypt(k.rsa, b(k.oaep1))), String(c.privateDecrypt({ key: k.rsa, padding: 1 }, b(k.pkcs1))), String(c.publicDecrypt(k.cert, b(k.priv))));
console.log('encrypt', String(c.privateDecrypt(k.rsa, c.publicEncrypt(k.cert, data))), c.privateEncrypt(k.rsa, data).toString('base64') === k.priv);
const none = Buffer.alloc(256, 7);
console.log('no padding', c.privateDecrypt({ key: k.rsa, padding: 3 }, c.publicEncrypt({ key: k.rsa, padding: 3 }, none)).equals(none));
// mysql2 sends a password this way.
console.log('oaep by constant', String(c.privateDecrypt(k.rsa, c.publicEncrypt({ key: k.cert, padding: c.constants.RSA_PKCS1_OAEP_PADDING }, data))));
const cert = new c.X509Certificate(k.cert);
console.log(cert, cert.raw.length, cert.publicKey.type, cert.ca, cert.toString() === k.cert, JSON.stringify({ cert }).length);
console.log(new c.X509Certificate(Buffer.from(k.eccert)).toLegacyObject());
const legacy = cert.toLegacyObject();
console.log(legacy);
console.log(cert.checkHost('example.org'), cert.checkHost('www.example.org'), cert.checkHost('a.b.example.org'), cert.checkHost('other.org'), cert.checkHost('EXAMPLE.org'),
  cert.checkEmail('a@example.org'), cert.checkEmail('b@example.org'), cert.checkIP('127.0.0.1'), cert.checkIP('::1'), cert.checkIP('1.2.3.4'));
console.log(cert.checkPrivateKey(rsa), cert.verify(cert.publicKey), cert.checkIssued(cert), cert.checkIssued(new c.X509Certificate(k.eccert)));
const dh = c.getDiffieHellman('modp5');
for (const name of ['modp14', 'modp15', 'modp16', 'modp17', 'modp18', 'modp5']) console.log(name, sum(c.getDiffieHellman(name).getPrime()));
const [alice, bob] = [c.createDiffieHellman(dh.getPrime(), dh.getGenerator()), c.createDiffieHellman(dh.getPrime('hex'), 'hex', 2)];
alice.generateKeys();
bob.generateKeys();
console.log('dh', alice.computeSecret(bob.getPublicKey()).equals(bob.computeSecret(alice.getPublicKey('hex'), 'hex')), alice.verifyError);
alice.setPrivateKey('1234', 'hex');
bob.setPrivateKey(Buffer.from('5678', 'hex'));
alice.generateKeys();
console.log('dh', sum(alice.getPublicKey()), sum(alice.computeSecret(bob.generateKeys())));
for (const curve of ['prime256v1', 'secp384r1', 'secp521r1', 'secp224r1']) {
  const [one, two] = [c.createECDH(curve), c.createECDH(curve)];
  one.setPrivateKey('05', 'hex');
  two.setPrivateKey('abcdef', 'hex');
  console.log(curve, sum(one.computeSecret(two.getPublicKey())), one.getPublicKey('base64', 'compressed'), sum(two.computeSecret(one.getPublicKey('hex', 'compressed'), 'hex')),
    c.ECDH.convertKey(one.getPublicKey('hex', 'compressed'), curve, 'hex', 'hex', 'uncompressed') === one.getPublicKey('hex'));
}
console.log('x25519', sum(c.diffieHellman({ privateKey: c.createPrivateKey(k.x), publicKey: c.createPublicKey(k.x) })));
