// vm: what bundles and packages do in contexts.
const vm = require('vm');
// things packages do
console.log(vm.runInThisContext('(function (exports, require, module) { exports.a = 1; return typeof require })', { filename: 'w.js' })({}, require, {}));
const sandbox = { module: { exports: {} }, exports: {}, require, console, setTimeout, Buffer, process };
sandbox.global = sandbox;
vm.runInNewContext(`
  class Base { constructor() { this.items = [] } add(x) { this.items.push(x); return this } get size() { return this.items.length } static of(...xs) { const b = new this(); for (const x of xs) b.add(x); return b } }
  class Derived extends Base { #secret = 5; get secret() { return this.#secret } toString() { return super.toString() + this.size } }
  function* gen() { yield* [1, 2, 3] }
  const { a = 1, ...rest } = { b: 2, c: 3 };
  let counter = 0; const inc = () => ++counter;
  for (let i = 0; i < 3; i++) inc();
  var o = { m() { return this === o }, get g() { return 1 }, ['c' + 1]: 2, async am() { await null; return 'am' } };
  label: for (const x of gen()) { if (x === 2) break label; }
  switch (counter) { case 3: var sw = 'three'; break; default: sw = 'other' }
  try { throw new RangeError('r') } catch ({ message }) { var caught = message } finally { var fin = true }
  module.exports = { Base, Derived, rest, a, counter, g: [...gen()], m: o.m(), sw, caught, fin, secret: new Derived().secret, of: Derived.of(1, 2).size, t: \`x\${counter}\`, re: 'abc'.replace(/b/g, (m) => m.toUpperCase()), opt: o?.x?.y ?? 'none', sp: Math.max(...[1, 5, 3]), args: (function () { return arguments.length })(1, 2, 3), typeofs: [typeof process, typeof module, typeof window], date: new Date(0).toISOString(), json: JSON.stringify({ x: [1, { y: 2 }] }), sorted: [3, 1, 2].sort(), map: new Map([[1, 2]]).get(1), sym: typeof Symbol.iterator, big: 2n ** 64n };
  module.exports.later = o.am();
`, sandbox, 'bundle.js');
console.log(sandbox.module.exports, Object.keys(sandbox).join());
sandbox.module.exports.later.then(console.log);
const D = sandbox.module.exports.Derived; console.log(new D() instanceof sandbox.module.exports.Base, D.name, String(D).slice(0, 30), new D().add(1).size);
const ctx = vm.createContext(Object.create({ inherited: 1 }));
console.log(vm.runInContext('inherited + (typeof notThere === "undefined" ? 1 : 2)', ctx), vm.runInContext('x = 1; delete x; typeof x', ctx));
ctx.fn = (f) => f(2);
console.log(vm.runInContext('fn((n) => n * 21)', ctx), vm.runInContext('function hoisted() { return later() } function later() { return "ok" } hoisted()', ctx), ctx.hoisted());
ctx.later = () => 'changed'; console.log(vm.runInContext('hoisted()', ctx));
const script = new vm.Script('n = (n || 0) + 1; n'); const c2 = vm.createContext({ n: 0 }); for (let i = 0; i < 3; i++) script.runInContext(c2); console.log(c2);
console.log(vm.runInNewContext('Array.from({length: 2}, (_, i) => i).concat([5]).map(String)'), vm.runInNewContext('Object.assign({}, {a: 1}).hasOwnProperty("a")'), vm.runInNewContext('new (class extends Array {})().push(1)'), vm.runInNewContext('[1,2,3].includes(2) && Array.isArray([])'));
console.log(vm.runInNewContext('var e; try { JSON.parse("{") } catch (x) { e = x } [e instanceof SyntaxError, e.name]'), vm.runInNewContext('Object.getPrototypeOf([]) === Array.prototype && Object.getPrototypeOf({}) === Object.prototype && ({}).constructor === Object && [].constructor === Array'));
console.log(vm.runInNewContext('"use strict"; (function () { return this })() === undefined'), vm.runInNewContext('parseInt("12px") + isNaN(NaN) + encodeURIComponent(" ")'));
console.log(vm.isContext(ctx), vm.runInContext('Array.prototype.extra = 5; [].extra', ctx), [].extra, vm.runInContext('Object.prototype.polluted = 1; ({}).polluted', ctx), {}.polluted);
