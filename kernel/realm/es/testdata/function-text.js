// The source of functions that are written anew for goja.
async function* g(a, b = 2) { yield a; }
const h = async function* () { for await (const x of []) yield x; };
class K { async *m() { yield 1; } static s = /a/d; async n() { await using x = null; } }
async function u() { for await (const x of [1]) console.log(x); try { } catch { } finally { } }
console.log(g.toString()); console.log(h.toString()); console.log(K.toString()); console.log(new K().m.toString()); console.log(u.toString());
console.log(String(K.prototype.n), eval('(function q(a){ return /x/v })').toString(), new Function('a','return /a/d').toString());
console.log(/a/dg, [/x/v], Object.assign(/q/d,{z:1}));
