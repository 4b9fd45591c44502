// crypto: hashes and ciphers as streams, callbacks, promises.
const c = require('crypto');
const { pipeline } = require('stream/promises');
const { Readable, PassThrough } = require('stream');
const { promisify } = require('util');
const key = Buffer.alloc(32, 1);
const iv = Buffer.alloc(16, 2);
async function main() {
  const hash = c.createHash('sha256');
  hash.on('readable', () => { const data = hash.read(); if (data) console.log('hash', data.toString('hex')); });
  hash.write('some ');
  hash.end('text');
  await new Promise((resolve) => hash.on('end', resolve));
  console.log(c.createHash('sha256').update('some text').digest('hex'));
  const sink = new PassThrough({ encoding: 'hex' });
  await pipeline(Readable.from(['a', 'b']), c.createHash('md5').setEncoding('base64'), sink);
  console.log('piped', sink.read());
  const chunks = [];
  await pipeline(Readable.from([Buffer.from('some '), Buffer.from('text '.repeat(20))]), c.createCipheriv('aes-256-cbc', key, iv), c.createDecipheriv('aes-256-cbc', key, iv),
    async function* (source) { for await (const chunk of source) { chunks.push(String(chunk)); yield chunk; } }, new PassThrough().resume());
  console.log('ciphers', chunks.join(''));
  await pipeline(Readable.from([Buffer.alloc(31)]), c.createDecipheriv('aes-256-cbc', key, iv), new PassThrough().resume()).catch((e) => console.log(e.code, e.message));
  const parts = c.createHash('sha1').update('a');
  console.log(parts.copy().update('b').digest('hex'), parts.copy().update('c').digest('hex'), parts.digest('hex'));
  for (const name of ['md5', 'sha512', 'sha3-256', 'shake128', 'ripemd160', 'blake2b512', 'blake2s256', 'md5-sha1', 'RSA-SHA256', 'SHA-256']) {
    const h = c.createHash(name).update('one');
    console.log(name, h.copy().update('two').digest('hex'), h.digest('base64url'));
    if (!name.startsWith('shake')) console.log('  hmac', c.createHmac(name, 'key').update('text').digest('hex'));
  }
  const list = ['sha1', 'sha256', 'md5', 'RSA-SHA512'];
  console.log(list.every((name) => c.getHashes().includes(name)), ['aes-128-gcm', 'aes256', 'chacha20-poly1305'].every((name) => c.getCiphers().includes(name)));
  for (const name of ['aes-128-cfb', 'aes-192-ofb', 'aes-256-cfb8', 'aes-192-ctr', 'aes-192-gcm', 'des-ede3-cbc', 'aes-192-ecb']) {
    const { keyLength, ivLength } = c.getCipherInfo(name);
    const [k, v] = [Buffer.alloc(keyLength, 3), ivLength ? Buffer.alloc(ivLength, 4) : null];
    const e = c.createCipheriv(name, k, v);
    const out = Buffer.concat([e.update('a text of more than one block, '), e.update('in pieces'), e.final()]);
    const d = c.createDecipheriv(name, k, v);
    if (name.endsWith('gcm')) d.setAuthTag(e.getAuthTag());
    let back = '';
    for (const byte of out) back += d.update(Buffer.of(byte), undefined, 'utf8');
    console.log(name, out.toString('hex'), back + d.final('utf8'));
  }
  for (const name of ['aes-256-gcm', 'chacha20-poly1305']) {
    const e = c.createCipheriv(name, key, iv.subarray(0, 12), { authTagLength: 16 });
    e.setAAD(Buffer.from('header'));
    const out = e.update('text', 'utf8', 'base64') + e.final('base64');
    const tag = e.getAuthTag();
    const d = c.createDecipheriv(name, key, iv.subarray(0, 12), { authTagLength: 16 });
    d.setAAD(Buffer.from('header')).setAuthTag(tag);
    console.log(name, out, tag.toString('hex'), d.update(out, 'base64', 'utf8') + d.final('utf8'));
  }
  console.log((await promisify(c.randomBytes)(7)).length, typeof await promisify(c.randomInt)(1000), (await promisify(c.scrypt)('p', 's', 8)).toString('hex'));
  console.log((await promisify(c.pbkdf2)('p', 's', 5, 8, 'sha512')).toString('hex'), Buffer.from(await promisify(c.hkdf)('sha512', 'k', 's', 'i', 8)).toString('hex'));
  const pair = await promisify(c.generateKeyPair)('ec', { namedCurve: 'P-256', publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'der' } });
  console.log(Object.keys(pair), typeof pair.publicKey, Buffer.isBuffer(pair.privateKey));
  await new Promise((resolve) => c.sign('sha256', Buffer.from('x'), c.createPrivateKey(require('./data/keys.json').rsa), (err, s) => { console.log('signed', err, s.length); resolve(); }));
  await new Promise((resolve) => c.randomFill(new Uint32Array(4), 1, 2, (err, a) => { console.log(a[0], a[3], err); resolve(); }));
  const { subtle } = globalThis.crypto;
  const ec = (n) => subtle.generateKey({ name: 'ECDH', namedCurve: n }, true, ['deriveBits', 'deriveKey']);
  const [a, b] = [await ec('P-384'), await ec('P-384')];
  const [s1, s2] = [await subtle.deriveBits({ name: 'ECDH', public: b.publicKey }, a.privateKey, 256), await subtle.deriveBits({ name: 'ECDH', public: a.publicKey }, b.privateKey, 256)];
  console.log('ECDH', Buffer.from(s1).equals(Buffer.from(s2)));
  const wrapper = await subtle.importKey('raw', key, 'AES-KW', false, ['wrapKey', 'unwrapKey']);
  const inner = await subtle.importKey('raw', iv, 'AES-CBC', true, ['encrypt']);
  const wrapped = await subtle.wrapKey('raw', inner, wrapper, 'AES-KW');
  console.log('AES-KW', Buffer.from(wrapped).toString('hex'));
  console.log(Buffer.from(await subtle.exportKey('raw', await subtle.unwrapKey('raw', wrapped, wrapper, 'AES-KW', 'AES-CBC', true, ['encrypt']))).toString('hex'));
  for (const name of ['RSASSA-PKCS1-v1_5', 'RSA-PSS', 'ECDSA', 'Ed25519', 'HMAC']) {
    const p = await subtle.generateKey({ name, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256', namedCurve: 'P-521' }, true, ['sign', 'verify']);
    const how = { name, hash: 'SHA-512', saltLength: 32 };
    const signature = await subtle.sign(how, p.privateKey ?? p, iv);
    console.log(name, signature.byteLength, await subtle.verify(how, p.publicKey ?? p, signature, iv), await subtle.verify(how, p.publicKey ?? p, signature, key));
    if (p.publicKey) {
      for (const format of ['spki', 'jwk']) await subtle.importKey(format, await subtle.exportKey(format, p.publicKey), { name, hash: 'SHA-256', namedCurve: 'P-521' }, true, ['verify']);
      await subtle.importKey('pkcs8', await subtle.exportKey('pkcs8', p.privateKey), { name, hash: 'SHA-256', namedCurve: 'P-521' }, true, ['sign']);
    }
  }
  const material = await subtle.importKey('raw', Buffer.from('password'), 'PBKDF2', false, ['deriveKey']);
  const derived = await subtle.deriveKey({ name: 'PBKDF2', salt: iv, iterations: 10, hash: 'SHA-256' }, material, { name: 'AES-GCM', length: 256 }, true, ['encrypt']);
  console.log('derived', Buffer.from(await subtle.exportKey('raw', derived)).toString('hex'), c.KeyObject.from(derived).symmetricKeySize);
  for (const algorithm of [{ name: 'AES-CBC', iv }, { name: 'AES-CTR', counter: iv, length: 64 }, { name: 'AES-GCM', iv, additionalData: key }]) {
    const k = await subtle.importKey('raw', key, algorithm.name, false, ['encrypt', 'decrypt']);
    const out = await subtle.encrypt(algorithm, k, Buffer.from('some text'));
    console.log(algorithm.name, Buffer.from(out).toString('hex'), Buffer.from(await subtle.decrypt(algorithm, k, out)).toString());
  }
}
main();
