// Runs the sessions of cells.txt as V8 runs them in a console (Runtime.evaluate in REPL mode: the nearest thing to a
// cell) and prints what each cell gives: its value, or what it throws. Run in Node 24.
const { Session } = require('node:inspector/promises');
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

function show() {
  return typeof this === 'function' ? `function ${this.name}` : JSON.stringify(this);
}

async function run(inspector, contextId, expression) {
  const { result, exceptionDetails } = await inspector.post('Runtime.evaluate', {
    expression, contextId, replMode: true, awaitPromise: true,
  });
  if (exceptionDetails) {
    const { description, value } = exceptionDetails.exception;
    return `throws ${description ? description.split('\n')[0] : JSON.stringify(value)}`;
  }
  if (!result.objectId) return String(result.unserializableValue ?? JSON.stringify(result.value));
  const { result: text } = await inspector.post('Runtime.callFunctionOn', {
    objectId: result.objectId, functionDeclaration: String(show),
  });
  return text.value;
}

(async () => {
  const inspector = new Session();
  inspector.connect();
  const contexts = []; // kept alive
  let contextId;
  inspector.on('Runtime.executionContextCreated', (m) => { contextId = m.params.context.id; });
  await inspector.post('Runtime.enable');
  for (const session of fs.readFileSync(path.join(__dirname, 'cells.txt'), 'utf8').trimEnd().split('\n=====\n')) {
    const context = vm.createContext({});
    for (const cell of session.split('\n-----\n')) console.log(await run(inspector, contextId, cell));
    console.log('=====');
    contexts.push(context);
  }
  inspector.disconnect();
})();
