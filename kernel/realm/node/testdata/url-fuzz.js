// Generated URLs and bases, and every setter, against real Node. A checksum of all and a sample of lines.
let seed = 2463534242;
const rnd = (n) => { seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5; return (seed >>> 0) % n; };
const pick = (list) => list[rnd(list.length)];
const schemes = ['http:', 'https:', 'HTTP:', 'ftp:', 'file:', 'ws:', 'wss:', 'mailto:', 'data:', 'blob:', 'foo:', 'javascript:', 'x-y.z+1:', '', '', ':', '1a:', 'file'];
const slashes = ['//', '//', '//', '/', '', '\\\\', '///', '\\', '/\\'];
const users = ['', '', '', 'u@', 'u:p@', ':p@', 'u:@', 'a b:c/d@', 'é:%41@', 'u@v@', '@', ':@'];
const hosts = ['example.com', 'EXAMPLE.com', 'a.b.c', '127.0.0.1', '0x7f.1', '256.1.1.1', '1.2.3', '[::1]', '[1:2::3:4]', '[::ffff:1.2.3.4]', '[::1', 'é.com', 'xn--9ca.com', 'faß.de', 'ex ample.com', 'a%41.com', 'a%2fb', 'localhost', '', 'a..b', '.', 'ex_ample', 'a-.b', '日本語.jp', '%zz', 'a<b', 'ＧＯ.com', 'C:', '1.2.3.4.5', '0', '4294967296', 'foo.0x4', 'a|b', 'host^'];
const ports = ['', '', '', ':80', ':443', ':8080', ':', ':0', ':65536', ':99999', ':8a', ':000080', ':-1', ': 80'];
const paths = ['', '/', '/a/b', '/a/../b', '/./a/.', '/a/b/..', '/%2e/%2E%2e/c', '/a b', '/é', '\\a\\b', '/a//b', '//', '/C:/x', '/C|/x/..', '/..', 'a/b', '../x', './y', '.', '..', '/a%zz', '/{}|^`"<>', "/';@&=+$,", '/a;b=c', '/\u0000', '/%00', '/😀', '/a?', 'x:y', '/a\tb\nc', '/..//../b', ' '];
const queries = ['', '', '?', '?a=1', '?a=b&c=é', '?x y', "?'\"<>`{}", '?a?b', '?%zz%41', '?\\', '?a=\ud800'];
const hashes = ['', '', '#', '#f', '#a b', '#é"<>`', '#a#b', '#{}|\\^'];
const edges = ['', '', '', ' ', '\t', '\n '];
const make = () => pick(edges) + pick(schemes) + pick(slashes) + pick(users) + pick(hosts) + pick(ports) + pick(paths) + pick(queries) + pick(hashes) + pick(edges);
const relative = () => pick([make, () => pick(paths) + pick(queries) + pick(hashes), () => pick(slashes) + pick(hosts) + pick(paths)])();
const bases = ['http://u:p@base.com:81/d/e?q#h', 'file:///C:/dir/f', 'file:///tmp/x', 'mailto:a@b', 'foo://h/p/q', 'foo:/bar', 'about:blank', 'https://x.y/', 'file://host/share', 'blob:https://a.b/c'];
const names = ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'];
const show = (u) => names.map((n) => u[n]).join(' ');
const setters = ['protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash', 'href'];
const values = [...schemes, ...hosts, ...ports.map((p) => p.slice(1)), ...paths, ...queries, ...hashes, 'http', 'https', 'file', 'x', 'a b', 'host:99', 'host:x', 'h/p', '80x', '[::2]:9'];
const attempt = (f) => { try { return f(); } catch (e) { return `${e.name} ${e.code} ${e.message}`; } };
const clean = (s) => JSON.stringify(s);
let sum = 0;
const emit = (line, sample) => {
  for (let j = 0; j < line.length; j++) sum = (sum * 31 + line.charCodeAt(j)) % 4294967291;
  if (sample) console.log(line);
};
const COUNT = 1200;
for (let i = 0; i < COUNT; i++) {
  const input = make();
  emit(clean(input) + ' => ' + clean(attempt(() => show(new URL(input)))), i % 20 === 0);
  const rel = relative();
  const base = pick(bases);
  emit(clean(rel) + ' on ' + base + ' => ' + clean(attempt(() => show(new URL(rel, base)))), i % 20 === 0);
  const url = new URL(pick(bases));
  const name = pick(setters);
  const value = pick(values);
  emit(clean(url.href) + ' ' + name + ' = ' + clean(value) + ' => ' + clean(attempt(() => { url[name] = value; return show(url); })), i % 20 === 0);
}
console.log('sum', sum);
