// Runs cells of a notebook one after the other in real Node, for the test that compares the two:
//
//	node --expose-internals cells.js CELLS RESULTS DIRECTORY
//
// CELLS is a JSON file, a list of { source, module }. A cell begins when all that the one before it had started is over
// (beforeExit). What a cell prints goes where Node prints it, between lines that mark its beginning; the value of its last
// expression, as util.inspect shows it, goes into the list in the file RESULTS. Names are found as from DIRECTORY, a
// notebook's folder. A cell with a top-level await is rewritten as Node's own REPL does it; one that is to run in a
// module's order (module: true) is imported.
const fs = require('fs');
const { createRequire } = require('module');
const path = require('path');
const util = require('util');
const vm = require('vm');
const { processTopLevelAwait } = require('internal/repl/await');

const [, , cellsFile, resultsFile, directory] = process.argv;
const cells = JSON.parse(fs.readFileSync(cellsFile, 'utf8'));
const results = [];
globalThis.require = createRequire(path.join(directory, 'notebook.js'));
globalThis.__filename = __filename; // some file that is there

process.chdir(directory);

const mark = '\u0001';
let next = 0;

function begin() {
  if (next === cells.length) return;
  const n = next++;
  process.stdout.write(mark);
  process.stderr.write(mark);
  setImmediate(() => {}); // so that beforeExit comes again
  run(cells[n], value => {
    if (value !== undefined) results[n] = util.inspect(value);
    fs.writeFileSync(resultsFile, JSON.stringify(results));
  });
}

function run({ source, module }, keep) {
  if (module) {
    runModule(source);
    return;
  }
  let script;
  try {
    script = new vm.Script(source, { filename: 'cell', importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (script) {
    keep(script.runInThisContext());
    return;
  }
  let rewritten;
  try {
    rewritten = processTopLevelAwait(`${source}\n`); // its last line may be a comment
  } catch {}
  if (!rewritten) { // it is wrong as a module too, and what is wrong is said there
    runModule(source);
    return;
  }
  vm.runInThisContext(rewritten, { filename: 'cell' }).then(result => keep(result?.value));
}

function runModule(source) {
  const file = path.join(path.dirname(cellsFile), `cell-${next}.mjs`);
  fs.writeFileSync(file, source);
  import(file);
}

process.on('beforeExit', begin);
