// Runs one notebook cell as a program of real Node, for the test that compares the two:
//
//	node --expose-internals cell.js CELL RESULT
//
// CELL is a file with the cell's source. What it prints goes where Node prints it; the value of its last expression, as
// util.inspect shows it, goes to the file RESULT, which is not written when there is none. A cell with a top-level await
// is rewritten as Node's own REPL does it.
const fs = require('fs');
const util = require('util');
const vm = require('vm');
const { processTopLevelAwait } = require('internal/repl/await');

const [, , cellFile, resultFile] = process.argv;
const source = fs.readFileSync(cellFile, 'utf8');
globalThis.require = require;

function keep(value) {
  if (value !== undefined) fs.writeFileSync(resultFile, util.inspect(value));
}

let script;
try {
  script = new vm.Script(source, { filename: 'cell' });
} catch (error) {
  if (!(error instanceof SyntaxError)) throw error;
}
if (script) {
  keep(script.runInThisContext());
} else {
  const rewritten = processTopLevelAwait(source);
  if (!rewritten) throw new Error('neither a script nor a script with await');
  vm.runInThisContext(rewritten, { filename: 'cell' }).then(result => keep(result?.value));
}
