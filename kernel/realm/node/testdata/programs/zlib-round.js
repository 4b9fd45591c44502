// zlib: what goes in comes out again, whole, in pieces, flushed, with other parameters in between.
const z = require('zlib');
const { promisify } = require('util');
const { pipeline, Readable } = require('stream');
const text = Array.from({ length: 800 }, (_, i) => `line ${i * 7919 % 1000} of some text\n`).join('');
const pairs = [
  ['gzip', 'gunzip'], ['gzip', 'unzip'], ['deflate', 'inflate'], ['deflate', 'unzip'], ['deflateRaw', 'inflateRaw'],
  ['brotliCompress', 'brotliDecompress'], ['zstdCompress', 'zstdDecompress'],
];
for (const [pack, unpack] of pairs) {
  const packed = z[`${pack}Sync`](text);
  const back = z[`${unpack}Sync`](packed);
  console.log(pack, unpack, packed.length < text.length / 3, back.toString() === text, Buffer.isBuffer(packed));
  console.log(' ', z[`${unpack}Sync`](z[`${pack}Sync`]('')).length, z[`${unpack}Sync`](z[`${pack}Sync`](new Uint16Array([1, 2]))).join());
}
for (const level of [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
  const packed = z.deflateSync(text, { level });
  console.log(level, packed.subarray(0, 2).toString('hex'), z.inflateSync(packed).toString() === text);
}
for (const windowBits of [8, 9, 10, 12, 15]) {
  const packed = z.deflateRawSync(text, { windowBits });
  console.log('window', windowBits, z.inflateRawSync(packed, { windowBits: Math.max(windowBits, 9) }).toString() === text);
}
for (const strategy of [0, 1, 2, 3, 4]) console.log('strategy', strategy, z.inflateSync(z.deflateSync(text, { strategy })).toString() === text);
const dictionary = Buffer.from('line of some text\n'.repeat(10));
console.log('dictionary', z.inflateSync(z.deflateSync(text, { dictionary }), { dictionary }).toString() === text,
  z.inflateRawSync(z.deflateRawSync(text, { dictionary }), { dictionary }).toString() === text);
console.log('gzip', z.gzipSync('hello').subarray(0, 10).toString('hex'), z.gzipSync('hello').subarray(-8).toString('hex'));
console.log('members', z.gunzipSync(Buffer.concat([z.gzipSync('a'), z.gzipSync('b'), Buffer.alloc(3)])).toString());
console.log('garbage', z.inflateSync(Buffer.concat([z.deflateSync('a'), Buffer.from('garbage')])).toString());
console.log('header', z.gunzipSync(Buffer.concat([Buffer.from([31, 139, 8, 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9]), Buffer.from('name\0comment\0'), z.gzipSync('with a name').subarray(10)])).toString());
console.log('truncated', z.inflateSync(z.deflateSync('hello').subarray(0, 8), { finishFlush: z.constants.Z_SYNC_FLUSH }).toString());
console.log('crc', z.crc32('hello'), z.crc32(Buffer.from('lo'), z.crc32('hel')), z.crc32(''));
console.log(z.codes.Z_BUF_ERROR, z.codes[-5], z.constants.BROTLI_PARAM_QUALITY, z.Z_BEST_SPEED, Object.keys(z).join());
console.log(z.gzip.length, z.gzip.name, z.gzipSync.length, z.createGzip.name, z.Gzip.name, z.crc32.length, new z.Gzip() instanceof z.Gzip);
const { buffer, engine } = z.gzipSync('info', { info: true });
console.log('info', z.gunzipSync(buffer).toString(), engine.bytesWritten, engine.constructor.name);

async function main() {
  for (const [pack, unpack] of pairs) console.log('promise', pack, (await promisify(z[unpack])(await promisify(z[pack])(text))).toString() === text);
  for (const [pack, unpack] of pairs) {
    const name = (s) => `create${s[0].toUpperCase()}${s.slice(1)}`;
    const chunks = [];
    await new Promise((resolve, reject) => {
      const parts = text.match(/[^]{1,1000}/g);
      pipeline(Readable.from(parts), z[name(pack)](), z[name(unpack)]({ chunkSize: 100 }), (err) => (err ? reject(err) : resolve()))
        .on('data', (chunk) => chunks.push(chunk));
    });
    console.log('pipeline', pack, Buffer.concat(chunks).toString() === text, Math.max(...chunks.map((c) => c.length)));
  }
  // One byte at a time.
  for (const [pack, unpack] of pairs) {
    const packed = z[`${pack}Sync`]('a small text, a small text');
    const stream = z[`create${unpack[0].toUpperCase()}${unpack.slice(1)}`]();
    let out = '';
    stream.on('data', (chunk) => { out += chunk; });
    for (const byte of packed) stream.write(Buffer.of(byte));
    await new Promise((resolve) => stream.end().on('end', resolve));
    console.log('bytes', unpack, out, stream.bytesWritten === packed.length);
  }
  // Flushes: what was written can be read before the end.
  for (const [pack, unpack] of pairs) {
    const packer = z[`create${pack[0].toUpperCase()}${pack.slice(1)}`]();
    const unpacker = z[`create${unpack[0].toUpperCase()}${unpack.slice(1)}`]();
    packer.pipe(unpacker);
    const got = [];
    unpacker.on('data', (chunk) => got.push(String(chunk)));
    packer.write('first ');
    await new Promise((resolve) => packer.flush(resolve));
    while (got.join('') !== 'first ') await new Promise((resolve) => setTimeout(resolve, 1));
    packer.end('second');
    await new Promise((resolve) => unpacker.on('end', resolve));
    console.log('flush', pack, got.join(''));
  }
  const packer = z.createDeflate({ level: 9 });
  const parts = [];
  packer.on('data', (chunk) => parts.push(chunk));
  packer.write(text);
  await new Promise((resolve) => packer.params(0, z.constants.Z_DEFAULT_STRATEGY, resolve));
  packer.write(text);
  await new Promise((resolve) => packer.params(1, z.constants.Z_HUFFMAN_ONLY, resolve));
  packer.end(text);
  await new Promise((resolve) => packer.on('end', resolve));
  console.log('params', z.inflateSync(Buffer.concat(parts)).toString() === text + text + text, packer.bytesWritten === 3 * text.length);
  const closed = z.createGzip();
  await new Promise((resolve) => closed.close(resolve));
  console.log('closed', closed.destroyed, closed._handle);
  const again = z.createInflateRaw();
  again.on('data', (chunk) => console.log('reset', String(chunk)));
  await new Promise((resolve) => again.write(z.deflateRawSync('one'), resolve));
  again.reset();
  await new Promise((resolve) => again.write(z.deflateRawSync('two'), resolve));
  const bomb = z.createGunzip({ highWaterMark: 1000 });
  bomb.end(z.gzipSync(Buffer.alloc(300000)));
  let size = 0;
  for await (const chunk of bomb) size += chunk.length;
  console.log('bomb', size);
}
main();
