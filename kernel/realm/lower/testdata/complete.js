// What Node's REPL makes of each source in complete.json when Enter is pressed after it: runs it (complete), asks for
// more (incomplete), or shows a SyntaxError (invalid). Run in Node 24.
const repl = require('node:repl');
const fs = require('node:fs');
const path = require('node:path');
const { PassThrough } = require('node:stream');

process.on('uncaughtException', () => {});
const server = repl.start({ input: new PassThrough(), output: new PassThrough(), prompt: '' });

function verdict(source) {
  return new Promise((resolve) => {
    setTimeout(resolve, 100, 'complete'); // it runs, or threw
    server.eval(`${source}\n`, server.context, 'repl', (e) => {
      if (e instanceof repl.Recoverable) resolve('incomplete');
      else resolve(e?.name === 'SyntaxError' ? 'invalid' : 'complete');
    });
  });
}

(async () => {
  for (const source of JSON.parse(fs.readFileSync(path.join(__dirname, 'complete.json'), 'utf8'))) {
    console.log(`${await verdict(source)} ${JSON.stringify(source)}`);
  }
  process.exit(0);
})();
