const qs = require('querystring');
const thrown = (f) => { try { return JSON.stringify(f()); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
for (const s of ['', 'a', 'a=1', 'a=1&b=2', 'a=1&a=2&a=3', 'a==b', '=x', '=', '&', '&&a&&b&', 'a=%20b+c', 'a+b=c+d', '%zz=%41', 'a=%', 'a=%e4%b', 'a=%FF%41', 'a=1;b=2', 'é=ü', '__proto__=x&hasOwnProperty=y', 'a[]=1&a[]=2', 'a=%E2%82%AC', 'a=\u20ac%FF', 'a=%2B+%2b', 'x=1%', '%', 'a&b=', 'a=b=c&d']) {
  console.log(JSON.stringify(s), thrown(() => qs.parse(s)), thrown(() => qs.parse(s, ';', ':')), thrown(() => qs.parse(s, null, null, { maxKeys: 1 })), thrown(() => qs.parse(s, '&', '=', { decodeURIComponent: (x) => `<${x}>` })), thrown(() => qs.unescape(s)), thrown(() => qs.escape(s)));
}
for (const v of [undefined, null, 5, {}, [], true]) console.log(thrown(() => qs.parse(v)), thrown(() => qs.stringify(v)), thrown(() => qs.escape(v)));
for (const o of [{ a: 1, b: 'x y', c: true, d: null, e: undefined, f: NaN, g: 1n, h: {}, i: [] }, { a: [1, 'é', null] }, { 'k=&': "!'()*-._~ /?" }, ['x', 'y'], { a: '' }, { '': 1 }, { big: 1e21, neg: -0.5, inf: Infinity }]) {
  console.log(qs.stringify(o), qs.stringify(o, ';', ':'), qs.stringify(o, '&', '=', { encodeURIComponent: (x) => `<${x}>` }));
}
console.log(thrown(() => qs.parse('a=1&b=2&c=3', '&', '=', { maxKeys: 0 })), thrown(() => qs.parse('a&&b', '&&')), thrown(() => qs.parse('a=>1,b=>2', ',', '=>')), thrown(() => qs.stringify({ a: '\ud800' })), thrown(() => qs.escape('\ud83d\ude00')), Object.keys(qs).join(), qs.encode === qs.stringify);
console.log(qs.unescapeBuffer('a%20%zz%').toString(), qs.unescapeBuffer('a+b', true).toString(), Object.getPrototypeOf(qs.parse('a')));
