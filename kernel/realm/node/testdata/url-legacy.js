// The legacy parser, formatter and resolver over generated texts.
const url = require('url');
let seed = 88172645;
const rnd = (n) => { seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5; return (seed >>> 0) % n; };
const pick = (list) => list[rnd(list.length)];
const schemes = ['http:', 'https:', 'HTTP:', 'ftp:', 'file:', 'ws:', 'mailto:', 'javascript:', 'xmpp:', 'git+ssh:', 'foo:', '', '', '', '.:', 'coap:'];
const slashes = ['//', '//', '//', '/', '', '\\\\', '///', '/\\'];
const users = ['', '', '', 'u@', 'u:p@', 'a b:c@', 'u%40v@', 'u@v@', '@', 'é@'];
const hosts = ['example.com', 'EXAMPLE.com', '127.0.0.1', '[::1]', '[FE80::1]', 'é.com', 'ex ample.com', 'a_b', 'localhost', '', '.', 'a..b', 'x;y', 'a{b}', 'a"b', '-a-', 'a*b', "it's", 'a\tb', 'h'.repeat(260)];
const ports = ['', '', '', ':80', ':8080', ':', ':8a', ':0'];
const paths = ['', '/', '/a/b', '/a/../b', '/./a/.', '/a b', '/é', '\\a\\b', '//', '/C:/x', 'a/b', '../x', './y', '.', '..', '/{}|^`"<>', "/';@&=+$,", '/a;b=c', '/😀', '/a?', 'x:y', '/a\tb\nc', '/a%20b', '../../..', 'a/./b/../c/', '/..'];
const queries = ['', '', '?', '?a=1', '?a=b&c=d', '?x y', "?'\"<>`{}", '?a?b', '?a=%20&b'];
const hashes = ['', '', '#', '#f', '#a b', '#a?b', '#a#b'];
const edges = ['', '', '', ' ', '\t', '\n ', '\u00a0', '\ufeff'];
const make = () => pick(edges) + pick(schemes) + pick(slashes) + pick(users) + pick(hosts) + pick(ports) + pick(paths) + pick(queries) + pick(hashes) + pick(edges);
const part = () => pick([make, () => pick(paths) + pick(queries) + pick(hashes), () => pick(slashes) + pick(users) + pick(hosts) + pick(paths), () => pick(schemes) + pick(paths)])();
const attempt = (f) => { try { return JSON.stringify(f()); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
let sum = 0;
const emit = (line, sample) => {
  for (let j = 0; j < line.length; j++) sum = (sum * 31 + line.charCodeAt(j)) % 4294967291;
  if (sample) console.log(line.length > 500 ? line.slice(0, 500) : line);
};
const COUNT = 1200;
for (let i = 0; i < COUNT; i++) {
  const text = part();
  const other = part();
  emit(JSON.stringify(text) + ' ' + attempt(() => url.parse(text, rnd(3) === 0, rnd(3) === 0)), i % 25 === 0);
  emit(JSON.stringify(text) + ' + ' + JSON.stringify(other) + ' ' + attempt(() => [url.resolve(text, other), url.resolveObject(text, other)]), i % 25 === 0);
  emit(attempt(() => url.format({ protocol: pick(schemes), slashes: pick([true, false, undefined]), auth: pick([undefined, 'a:b c@', 'é']), host: pick([undefined, pick(hosts)]), hostname: pick([undefined, '::1', 'h']), port: pick([undefined, 80, '81']), pathname: pick([undefined, ...paths, 'a#b?c']), search: pick([undefined, ...queries, 'x#y']), query: pick([undefined, { a: 1, b: ['x', 'y'] }]), hash: pick([undefined, ...hashes, 'h']) })), i % 25 === 0);
}
console.log('sum', sum);
for (const v of [undefined, null, 1, {}, [], () => {}]) console.log(attempt(() => url.parse(v)), attempt(() => url.format(v)), attempt(() => url.resolve('http://a', v)));
console.log(url.parse('http://a:1/b?c=d#e', true));
console.log(url.format('http://a b/'), url.parse(url.parse('/x')).href, url.resolveObject('', 'x'));
process.on('warning', (w) => console.log(w.name, w.code, w.message.slice(0, 60)));
