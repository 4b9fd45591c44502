// StringDecoder over every cut of some bytes in every encoding.
const { StringDecoder } = require('string_decoder');
const samples = [Buffer.from('a€😀é'), Buffer.from([0x61, 0xe2, 0x82, 0x61]), Buffer.from([0xf0, 0x9f, 0x98]), Buffer.from([0xff, 0xc3, 0xc3, 0xa9]), Buffer.from('a😀b', 'utf16le'), Buffer.from('hello world'), Buffer.from([0xed, 0xa0, 0x80, 0x61]), Buffer.from([0x3d, 0xd8, 0x61, 0x00, 0x3d]), Buffer.from([0xe0, 0x80, 0x80]), Buffer.from([0xf0])];
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1', 'ascii', 'ucs2', 'UTF-8', 'binary']) {
  for (const sample of samples) {
    for (let cut = 0; cut <= sample.length; cut++) {
      const d = new StringDecoder(encoding);
      const parts = [d.write(sample.subarray(0, cut))];
      parts.push(d.lastNeed, d.lastTotal, d.write(sample.subarray(cut)), d.end(), d.write(Buffer.from('z')), d.end(Buffer.from([0xe2])));
      console.log(d.encoding, JSON.stringify(parts));
    }
    const d = new StringDecoder(encoding);
    let text = '';
    for (const byte of sample) text += d.write(Buffer.from([byte])) + '.';
    console.log(JSON.stringify(text + d.end()));
  }
}
for (const f of [() => new StringDecoder('nope'), () => new StringDecoder(1), () => new StringDecoder().write(3), () => new StringDecoder().write(null), () => new StringDecoder().write('text'), () => new StringDecoder(null).encoding, () => new StringDecoder('').end(), () => new StringDecoder().write(new Uint16Array([0x6261])), () => new StringDecoder().write(new DataView(new ArrayBuffer(1))), () => new StringDecoder().end('x'), () => Object.keys(new StringDecoder()).join(), () => StringDecoder.prototype.write.call({}, Buffer.alloc(1))]) {
  try {
    console.log(JSON.stringify(f()));
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
}
