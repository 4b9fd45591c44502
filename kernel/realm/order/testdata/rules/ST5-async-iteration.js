// ST5: chunks that are buffered already arrive within one drain; break destroys.
const { Readable } = require('stream');
(async () => {
  const r = new Readable({ objectMode: true, read() {} });
  r.on('close', () => console.log('close'));
  for (const n of [1, 2, 3]) r.push(n);
  setImmediate(() => console.log('immediate'));
  for await (const n of r) { console.log(n); if (n === 3) break; }
  console.log('after the loop', r.destroyed);
})();
