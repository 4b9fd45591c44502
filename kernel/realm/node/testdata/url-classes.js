// URL and URLSearchParams as objects: inspection, parameters, iterators, errors, files.
const url = require('url');
const show = (f) => {
  try {
    const v = f();
    console.log(typeof v === 'string' ? JSON.stringify(v) : v);
  } catch (e) {
    console.log(e.name, e.code, e.message, Object.keys(e).join(), e.input, e.base);
  }
};
const u = new URL('https://user:pa%20ss@sub.example.com:8080/p/a/t/h?query=string&a=1&a=2#hash');
show(() => u);
show(() => ({ deep: { er: { url: u } } }));
show(() => [JSON.stringify({ u }), String(u), u instanceof URL, Object.prototype.toString.call(u), Object.keys(u).length]);
show(() => new URL('nope'));
show(() => new URL('/x', 'nope'));
show(() => new URL());
show(() => { u.href = 'bad'; });
show(() => [URL.canParse('http://x'), URL.canParse('x'), URL.canParse('x', 'http://y'), URL.parse('x'), URL.parse('x', 'http://y').href]);
show(() => URL.canParse());
const p = new URLSearchParams('?a=1&b=2&a=3&c=%20+x&d');
show(() => p);
show(() => [p.size, p.get('a'), p.getAll('a'), p.has('b'), p.has('a', '3'), p.has('a', '9'), p.get('zz'), String(p)]);
show(() => [...p]);
show(() => p.entries());
show(() => { const it = p.keys(); it.next(); return it; });
show(() => p.values());
show(() => { p.append('e', 'é&='); p.delete('a', '1'); p.set('b', 'new'); p.set('z', '\ud800'); p.delete('d'); return String(p); });
show(() => { p.sort(); return String(p); });
show(() => { const seen = []; p.forEach((v, k, o) => seen.push([k, v, o === p])); return seen; });
for (const init of [undefined, '', '?', 'a', 'a=b=c', '&&', '=', 'a=%zz%41', '%', null, 5, true, {}, { a: 1, b: [1, 2] }, [['a', 'b'], ['c', 'd']], new Map([['x', 'y']]), new URLSearchParams('q=1'), [['a']], [1], [['a', 'b', 'c']], ['ab'], [new Set(['k', 'v'])], { [Symbol.iterator]: 3 }, Object.create({ inherited: 1 }), () => {}, { __proto__: null, k: 'v' }]) {
  show(() => { const s = new URLSearchParams(init); return [String(s), s.size, [...s]]; });
}
for (const f of [() => p.append('a'), () => p.delete(), () => p.get(), () => p.has(), () => p.set('a'), () => p.getAll(), () => p.forEach(), () => URLSearchParams.prototype.get.call({}, 'a'), () => URLSearchParams.prototype.keys().next(), () => p.get(Symbol('x')), () => new URLSearchParams(Symbol('x'))]) show(f);
show(() => new URLSearchParams(Array.from({ length: 30 }, (_, i) => [`key${i}`, `value${i}`])));
show(() => new URLSearchParams("!'()*-._~ ~é😀").toString());
const v = new URL('http://h/p?x=1#f');
const q = v.searchParams;
show(() => [v.searchParams === q, v.href]);
show(() => { q.append('y', 'a b'); return [v.href, v.search, v.toString(), JSON.stringify(v)]; });
show(() => { v.search = '?n=1'; return [String(q), v.searchParams === q]; });
show(() => { v.href = 'http://other/?m=2'; return [String(q), v.href]; });
show(() => { q.delete('m'); return v.href; });
show(() => { v.hash = 'x'; v.search = ''; q.set('k', 'v'); return v.href; });
show(() => { v.port = '443'; v.protocol = 'https'; return [v.href, v.host, v.origin]; });
show(() => Object.keys(URL.prototype).join() + ' ' + Object.keys(URLSearchParams.prototype).join() + ' ' + Object.keys(URL).join());
for (const h of ['http://x', 'blob:https://a.com/b', 'blob:nope', 'data:x', 'file:///a', 'wss://h:1/']) show(() => new URL(h).origin);

for (const [path, windows] of [['/a/b', false], ['/a b%?#\\é', false], ['a', false], ['/dir/', false], ['/x\ny\t', false], ['C:\\a\\b c', true], ['C:/x/', true], ['\\\\server\\share\\f ü', true], ['\\\\?\\UNC\\server\\share\\f', true], ['\\\\server', true], ['\\\\\\x', true], [5, false], ['/%41', false]]) {
  show(() => (path === 'a' ? url.pathToFileURL(path, { windows }).href.endsWith('/a') : url.pathToFileURL(path, { windows }).href));
}
for (const [input, windows] of [['file:///a/b', false], ['file:///a%20b%C3%A9', false], ['file:///a%2fb', false], ['file://host/a', false], ['file:///C:/a', true], ['file:///C:/a%5cb', true], ['file://host/a', true], ['file:///a', true], ['http://x', false], ['nope', false], [new URL('file:///z'), false], [5, false], [{ href: 'file:///q', protocol: 'file:', hostname: '', pathname: '/q' }, false], ['file:///a\\b', false]]) {
  show(() => url.fileURLToPath(input, { windows }));
  show(() => url.fileURLToPathBuffer(input, { windows }).toString('latin1'));
}
show(() => url.urlToHttpOptions(new URL('https://a%20b:c@[::1]:99/p?q#h')));
show(() => url.urlToHttpOptions('x'));
for (const d of ['español.com', '中文.com', 'xn--iñvalid.com', 'EXAMPLE.com', 'a b', 'xn--fiq228c.com', 'faß.de', '', '1.2.3', 'a/b', 'a:80', '☕.us']) show(() => [url.domainToASCII(d), url.domainToUnicode(d)]);
show(() => url.domainToASCII());
const w = new URL('https://u:p@測試.com:1/x?y=z#h');
for (const o of [undefined, {}, { fragment: false }, { unicode: true }, { search: false }, { auth: false }, { unicode: true, auth: false, fragment: false, search: false }, { auth: null }, 5]) show(() => url.format(w, o));
show(() => url.format(5));
