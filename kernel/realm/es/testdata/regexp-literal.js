// Literals of regular expressions that only a modern engine reads.
console.log(/(?<x>a)/d.exec('a').indices.groups.x, /[\p{L}--[a-z]]/v.test('a'), /(?i:A)b/.test('ab'), `${/\n"\/`/d.source}`);
for (const s of ['aXb', 'x']) console.log(s.replace(/(?i:x)/g, '-'), s.match(/[\w--\d]/v), /x/dg.flags);
class A { static r = /a/dy; m(a = /(?-i:b)/) { return a; } }
console.log(A.r, new A().m(), typeof /x/v, [/a/d, /b/v]);
const f = () => /q/d;
console.log(f() === f(), f() instanceof RegExp, Object.assign(/q/d, { z: 1 }));
const RegExp_ = globalThis.RegExp;
globalThis.RegExp = null;
console.log(f());
globalThis.RegExp = RegExp_;
