// RL2: the iterator buffers lines; those before its creation are lost.
const readline = require('readline');
const { PassThrough } = require('stream');
(async () => {
  const input = new PassThrough();
  const rl = readline.createInterface({ input });
  rl.once('line', (l) => console.log('lost', l));
  input.write('one\n');
  await new Promise((r) => setImmediate(r));
  input.write('two\nthree\n');
  setImmediate(() => input.end('four\n'));
  for await (const line of rl) { console.log(line); process.nextTick(() => console.log('tick', line)); }
  console.log('end');
})();
