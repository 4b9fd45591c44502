// What a program in this directory finds when Node runs it: node -r ./common.cjs -r ./prelude.cjs NAME.js. The tests
// bind the same names to the Inspector in a bare goja runtime.
const util = require('node:util');
const define = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

define('cwd', process.cwd());
define('print', (text) => { process.stdout.write(String(text).replaceAll(cwd, '<cwd>') + '\n'); });
const attempt = (f) => {
  try { print(f()); } catch (e) { print('throws ' + (e instanceof TypeError ? e.name : String(e))); } // engines word a TypeError each in its own way
};
define('show', (value, options) => attempt(() => util.inspect(value, options)));
define('format', (...args) => attempt(() => util.format(...args)));
define('formatWith', (options, ...args) => attempt(() => util.formatWithOptions(options, ...args)));
define('inspect', util.inspect);
