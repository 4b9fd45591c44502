// zlib: what bad input and bad options are answered with.
const z = require('zlib');
const show = (e) => console.log(' ', String(e), JSON.stringify({ ...e }), e.name);
const cut = (b, from, to) => b.subarray(from, to);
const cases = {
  gunzip: () => z.gunzipSync('abc'),
  'gunzip of more': () => z.gunzipSync(Buffer.from('abcdef')),
  'inflate cut': () => z.inflateSync(Buffer.from([0x78, 0x9c, 1, 2])),
  'gunzip cut': () => z.gunzipSync(cut(z.gzipSync('hello'), 0, 15)),
  'block type': () => z.inflateRawSync(Buffer.from([7, 7, 7])),
  'stored block': () => z.inflateRawSync(Buffer.from([1, 5, 0, 0, 0, 0])),
  'code lengths': () => z.inflateRawSync(Buffer.from([0xed, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])),
  'far back': () => z.inflateRawSync(Buffer.from([0x4b, 0x02, 0x23, 0, 0, 0, 0])),
  'inflate header': () => z.inflateSync(Buffer.from([0x79, 0x9c])),
  'no method': () => z.inflateSync(Buffer.from([0x07, 0])),
  'window': () => z.inflateSync(Buffer.from([0x88, 0x1c, 1])),
  'gzip method': () => z.gunzipSync(Buffer.from([31, 139, 7, 0, 0, 0, 0, 0])),
  'gzip flags': () => z.gunzipSync(Buffer.from([31, 139, 8, 0xe0, 0, 0, 0, 0])),
  'data check': () => { const g = z.gzipSync('hello'); g[g.length - 6] ^= 1; z.gunzipSync(g); },
  'length check': () => { const g = z.gzipSync('hello'); g[g.length - 1] ^= 1; z.gunzipSync(g); },
  'adler': () => { const g = z.deflateSync('hello'); g[g.length - 1] ^= 1; z.inflateSync(g); },
  'empty gunzip': () => z.gunzipSync(Buffer.alloc(0)),
  'empty inflate': () => z.inflateSync(Buffer.alloc(0)),
  'empty zstd': () => z.zstdDecompressSync(Buffer.alloc(0)),
  'empty brotli': () => z.brotliDecompressSync(Buffer.alloc(0)),
  unzip: () => z.unzipSync(Buffer.from('hello')),
  dictionary: () => z.inflateSync(z.deflateSync('x', { dictionary: Buffer.from('abc') })),
  'other dictionary': () => z.inflateSync(z.deflateSync('x', { dictionary: Buffer.from('abc') }), { dictionary: Buffer.from('abd') }),
  'no buffer': () => z.gzipSync(5),
  level: () => z.gzipSync('a', { level: 99 }),
  'level type': () => z.gzipSync('a', { level: 'x' }),
  output: () => z.gunzipSync(z.gzipSync(Buffer.alloc(100)), { maxOutputLength: 10 }),
  'no callback': () => z.gzip('a'),
  chunkSize: () => z.createGzip({ chunkSize: 3 }),
  flush: () => z.createGzip({ flush: 99 }),
  brotli: () => z.brotliDecompressSync(Buffer.from('abcdefg')),
  'brotli cut': () => z.brotliDecompressSync(cut(z.brotliCompressSync('aaaa'), 0, 3)),
  zstd: () => z.zstdDecompressSync(Buffer.from('abcdefg')),
  'zstd cut': () => z.zstdDecompressSync(cut(z.zstdCompressSync('aaaa'), 0, 7)),
  'brotli param': () => z.createBrotliCompress({ params: { 99999: 1 } }),
  'brotli value': () => z.createBrotliCompress({ params: { 1: 'x' } }),
  'zstd param': () => z.createZstdCompress({ params: { x: 1 } }),
  pledged: () => z.createZstdCompress({ pledgedSrcSize: -1 }),
  crc: () => z.crc32(5),
  'crc start': () => z.crc32('a', 'b'),
  'dictionary type': () => z.createGzip({ dictionary: 's' }),
  windowBits: () => z.createInflate({ windowBits: 3 }),
  'gzip windowBits': () => z.createGzip({ windowBits: 8 }),
  'gzip window 0': () => z.createGzip({ windowBits: 0 }),
  memLevel: () => z.createGzip({ memLevel: 10 }),
  strategy: () => z.createGzip({ strategy: 9 }),
  'params level': () => z.createGzip().params(99, 0, () => {}),
  'params strategy': () => z.createGzip().params(1, 99, () => {}),
  'garbage behind gzip': () => z.gunzipSync(Buffer.concat([z.gzipSync('a'), Buffer.from('garbage')])),
  'another method behind': () => z.gunzipSync(Buffer.concat([z.gzipSync('a'), Buffer.from([31, 139, 7, 0, 0, 0, 0, 0])])),
  'rejected garbage': () => z.inflateSync(Buffer.concat([z.deflateSync('a'), Buffer.from('garbage')]), { rejectGarbageAfterEnd: true }),
  'without new': () => z.ZstdCompress(),
};
for (const [name, run] of Object.entries(cases)) {
  try {
    run();
    console.log(name, 'nothing');
  } catch (e) {
    console.log(name);
    show(e);
  }
}
z.gunzip('abc', (err, value) => {
  console.log('callback', value, err.code, err.errno, err.message);
  z.gunzip(z.gzipSync('x'.repeat(100000)), { maxOutputLength: 1000 }, (err, value) => {
    console.log('callback', value, err.code, err.message);
    const gunzip = z.createGunzip();
    gunzip.on('error', (err) => console.log('error', err.code, gunzip.destroyed));
    gunzip.on('close', () => console.log('close'));
    gunzip.on('data', () => console.log('data'));
    gunzip.on('end', () => console.log('end'));
    gunzip.write('nonsense', (err) => console.log('write', err && err.code));
    gunzip.end(() => console.log('ended'));
  });
});
