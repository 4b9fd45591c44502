// What V8 says of each source in errors.json: one line for each, "line:column message", or "ok". The column is missing
// where V8 shows no place. Run in Node 24.
const vm = require('node:vm');
const fs = require('node:fs');
const path = require('node:path');

function verdict(source) {
  try {
    new vm.Script(source, { filename: 'cell.js' });
    return 'ok';
  } catch (e) {
    const [head, , carets, blank] = e.stack.split('\n');
    const line = head.slice('cell.js:'.length);
    let column = '';
    if (blank === '' && /^\s*\^*$/.test(carets)) {
      column = carets.indexOf('^') < 0 ? carets.length + 1 : carets.indexOf('^') + 1;
    }
    return `${column && line}:${column} ${e.message}`;
  }
}

for (const source of JSON.parse(fs.readFileSync(path.join(__dirname, 'errors.json'), 'utf8'))) {
  console.log(JSON.stringify(verdict(source)));
}
