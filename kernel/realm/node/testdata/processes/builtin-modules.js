// Every module of Node can be required, and only they.
const { builtinModules, isBuiltin } = require('module');
console.log(builtinModules.join(' '));
for (const id of builtinModules) {
  const exported = require(id);
  if (typeof exported !== 'object' && typeof exported !== 'function') console.log(id, exported);
  if (!isBuiltin(id) || !isBuiltin(id.startsWith('node:') ? id : `node:${id}`)) console.log(id, 'is none');
}
for (const id of ['test', 'sqlite', 'sea', 'node:nope', 'nope']) {
  try {
    console.log(id, isBuiltin(id), require(id));
  } catch (err) {
    console.log(id, isBuiltin(id), err.code);
  }
}
console.log(require('cluster').isPrimary, require('inspector').url(), require('node:sea').isSea(), require('domain').active);
console.log(require('_stream_readable') === require('stream').Readable, require('constants').SIGINT);

const vm = require('vm');
console.log(vm.runInThisContext('this === globalThis && typeof require'), new vm.Script('x = 5').runInThisContext(), globalThis.x);
console.log(vm.compileFunction('return [a, b, this === undefined]', ['a', 'b'])(1, 2), vm.isContext({}));
for (const bad of [() => vm.runInThisContext('syntax error'), () => vm.runInThisContext('throw new TypeError("t")', 'named.js'), () => vm.isContext(5), () => new vm.Script('1', 5)]) {
  try {
    bad();
  } catch (err) {
    console.log(err.name, err.code, err.message);
  }
}
