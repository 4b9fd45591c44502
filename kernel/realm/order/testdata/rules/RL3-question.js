// RL3: question.
const readline = require('readline');
const { PassThrough } = require('stream');
const input = new PassThrough(), output = new PassThrough();
output.on('data', (d) => console.log('asked', String(d)));
const rl = readline.createInterface({ input, output });
rl.question('first? ', (a) => {
  console.log('answer', a);
  rl.question('second? ', (b) => { console.log('answer', b); rl.close(); });
});
rl.on('close', () => console.log('close'));
input.write('1\n');
setImmediate(() => input.write('2\n'));
