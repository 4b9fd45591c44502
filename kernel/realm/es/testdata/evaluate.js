// eval and the Function constructors take what a file takes, and refuse it in the same words.
function attempt(f) {
  try { console.log(f()); } catch (e) { console.log(String(e)); }
}
attempt(() => eval('(async function* g() { yield 1; })'));
attempt(() => new Function('return async function* g() { yield 1; }')());
attempt(() => eval('class A { static { this.x = 1; } #p = 2; get p() { return this.#p; } } new A().p + A.x'));
attempt(() => new Function('a', 'b = 2', 'return a + b')(1));
attempt(() => eval('/(?<x>a)/d.exec("a").indices.groups.x'));
attempt(() => { const F = (async () => {}).constructor; return new F('for await (const x of [1]) console.log(x)')(); });
attempt(() => { const F = function* () {}.constructor; return [...new F('yield 1; yield* [2, 3]')()]; });
attempt(() => { const F = async function* () {}.constructor; return [F.name, F.length, Object.getPrototypeOf(F) === Function, new F('yield 1')()]; });
attempt(() => eval('import("node:fs")'));
attempt(() => eval('{ using x = { [Symbol.dispose]() { console.log("disposed"); } }; }'));
attempt(() => { let near = 3; return eval('near * 2'); });
attempt(() => { 'use strict'; eval('var inside = 3'); return typeof inside; });
attempt(() => { eval('var sloppy = 3'); return typeof sloppy; });
attempt(() => (0, eval)('typeof near') + eval(5) + eval() + eval('1', '2'));
for (const text of ['x =', 'let a; let a', 'new X?.()', 'a b', '/(/', 'return', '{', 'for (;']) {
  attempt(() => new Function(text));
  attempt(() => (0, eval)(text));
}
attempt(() => new Function('/*', '*/){'));
attempt(() => new Function('a) { } function b(', ''));

function stack(f) {
  try { f(); } catch (e) { console.log(e.stack.split('\n').slice(0, 3).join('\n').replaceAll(__filename, 'file')); }
}
stack(() => eval('x ='));
stack(() => { (0, eval)('x ='); });
stack(() => new Function('x ='));
stack(() => eval('missing()'));
