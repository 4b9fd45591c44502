// What a program in this directory finds when Node runs it (node -r ./prelude.cjs NAME.js). The tests bind the same
// names to the Inspector in a bare goja runtime.
const util = require('node:util');
const define = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });

// Frames differ from machine to machine: "    at f (file:1:2)" is cut to "    at", what follows the frame is kept.
const clean = (text) => text.replace(/^([ \x1b\[0-9m]*at) .*?((?:\))?(?: \{|\]|,|\)>\],?|)?)$/gm, '$1$2');

define('print', (text) => process.stdout.write(String(text) + '\n'));
define('attempt', (f) => {
  try { print(f()); } catch (e) { print('throws ' + (e instanceof Error ? e.name + ': ' + e.message : String(e))); }
});
define('show', (value, options) => attempt(() => clean(util.inspect(value, options))));
define('format', (...args) => attempt(() => clean(util.format(...args))));
define('formatWith', (options, ...args) => attempt(() => clean(util.formatWithOptions(options, ...args))));
define('inspect', util.inspect);
