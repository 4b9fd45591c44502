// Functions in blocks of sloppy code are variables of the function around (ECMA-262 section B.3.2).
function f() { if (true) { function g() { return 1; } } return typeof g; }
console.log(f());
if (true) { function top() {} }
console.log(typeof top);
function h(x) { switch (x) { case 1: function k() { return 2; } } return typeof k; }
console.log(h(1), h(2));
function s() { 'use strict'; { function q() {} } return typeof q; }
console.log(s());
function before() { try { return typeof g2; } finally { { function g2() {} } } }
console.log(before());
function p(g) { { function g() {} } return typeof g; }
console.log(p(1));
function l() { let g = 1; { function g() {} } return typeof g; }
console.log(l());
function e() { { function g() { return 1; } g = 5; } return typeof g; }
console.log(e());
function lf() {}
if (0) function iff() {}
console.log(typeof lf, typeof iff);
(function () { for (const i of [1, 2]) { function w() { return i; } } console.log(w()); })();
(() => { { function a1() { return 'in'; } a1 = 3; console.log(typeof a1); } console.log(typeof a1); })();
(function () { try { throw 1 } catch (e) { function e1() { return e } } console.log(e1()); })();
(function () { { { function deep() {} } let deep; } console.log(typeof deep); })();
async function ag() { if (1) { function z() { return 1 } } for await (const x of [1]) ; return z(); }
ag().then(console.log);
async function* gg() { if (1) { function z() { return 2 } } yield z(); }
gg().next().then(console.log);
class C { m() { if (1) { function z() {} } return typeof globalThis.z; } }
console.log(new C().m(), eval('if (1) { function ev() {} } typeof ev'), new Function('{ function q() { return 1 } } return q()')());
label: function lf() {}
console.log(typeof lf); a: { b: function g() { return 1 } console.log(g()) }
