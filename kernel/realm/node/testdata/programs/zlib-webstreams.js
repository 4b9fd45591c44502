// CompressionStream and DecompressionStream on zlib.
const { text } = require('stream/consumers');
const zlib = require('zlib');
const through = (data, stream) => text(new Blob([data]).stream().pipeThrough(stream));
async function main() {
  const long = 'hello '.repeat(20000);
  for (const format of ['gzip', 'deflate', 'deflate-raw', 'brotli']) {
    const packed = new Blob([long]).stream().pipeThrough(new CompressionStream(format));
    console.log(format, await text(packed.pipeThrough(new DecompressionStream(format))) === long);
  }
  for (const [format, data] of [['gzip', 'nonsense'], ['deflate', 'nonsense'], ['deflate-raw', '\x07'], ['brotli', 'abcdefg'], ['gzip', zlib.gzipSync('cut').subarray(0, 12)], ['gzip', Buffer.concat([zlib.gzipSync('a'), Buffer.from('x')])]]) {
    await through(data, new DecompressionStream(format)).then((t) => console.log(format, t), (e) => console.log(format, e.name, e.code, e.message, e.cause?.message));
  }
  for (const format of ['zip', undefined, 5]) {
    try { new CompressionStream(format); } catch (e) { console.log(e.name, e.code, e.message); }
  }
}
main();
