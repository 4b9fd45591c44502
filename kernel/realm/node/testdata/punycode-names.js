const p = require('punycode');
const thrown = (f) => { try { return JSON.stringify(f()); } catch (e) { return `${e.name} ${e.message}`; } };
for (const s of ['', 'abc', 'mañana', 'bücher', '☃-⌘', '日本語', '😀x😀', 'ü', '-', '--', 'a-b-ü', '\ud800', 'Pročprostěnemluvíčesky', 'почемужеонинеговорятпорусски', 'xn--', '\u0080']) {
  console.log(JSON.stringify(s), thrown(() => p.encode(s)), thrown(() => p.decode(p.encode(s)) === s), thrown(() => p.toASCII(`${s}.com`)), thrown(() => p.ucs2.decode(s)));
}
for (const s of ['maana-pta', 'bcher-kva', '--dqo34k', 'ü', 'a', '!', 'a-!', '99999999', 'tda', 'ls8h=']) console.log(s, thrown(() => p.decode(s)));
for (const s of ['xn--maana-pta.com', 'Mañana。com', 'user@xn--bcher-kva.de', 'xn--a', 'plain.org', 'XN--MAANA-PTA', 'a@é.b']) console.log(s, thrown(() => p.toUnicode(s)), thrown(() => p.toASCII(s)));
console.log(p.ucs2.encode([0x1f600, 97]), Object.keys(p).join(), p.version.length > 0, require('sys') === require('util'));
