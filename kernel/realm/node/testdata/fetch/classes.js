// Headers, FormData, Request and Response by themselves: shapes, conversions, errors.
const attempt = (f) => { try { return f(); } catch (e) { return `${e.name}${e.code ? ` ${e.code}` : ''}: ${e.message}`; } };
const log = (...args) => console.log(...args);

log('-- Headers');
const h = new Headers([['X-B', ' b '], ['x-a', '1'], ['X-A', '2'], ['Set-Cookie', 'a=1'], ['set-cookie', 'b=2'], ['cookie', 'x'], ['Cookie', 'y']]);
log([...h], [...h.keys()], [...h.values()], h.get('X-a'), h.get('nothing'), h.has('x-B'), h.getSetCookie(), h.get('set-cookie'));
log(h);
h.append('x-c', '3');
h.set('X-b', 'bb');
h.delete('x-a');
h.forEach(function(value, key, all) { log(key, value, all === h, this === globalThis); });
log(new Headers(h).get('x-b'), new Headers({ a: 1, b: [2, 3] }).get('b'), [...new Headers(new Map([['k', 'v']]))]);
log(Object.prototype.toString.call(h), Object.prototype.toString.call(h.entries()), Object.keys(Headers.prototype), Headers.length);
for (const f of [
  () => new Headers(5), () => new Headers('x'), () => new Headers(null), () => new Headers([['a']]), () => new Headers([1]), () => new Headers([['a', 'b', 'c']]),
  () => new Headers({ 'a b': 'c' }), () => new Headers({ a: 'b\nc' }), () => new Headers({ a: 'Ł' }), () => new Headers({ Ł: 'a' }), () => h.get(), () => h.append('a'),
  () => h.get('a b'), () => h.has(''), () => h.set('a', 'x\u0000'), () => h.delete(' '), () => h.set(Symbol('s'), 'a'), () => h.forEach(), () => h.forEach(1),
  () => Headers.prototype.get.call({}, 'a'), () => h.entries().next.call({}), () => new Headers({ a: Symbol('x') }),
]) log(attempt(f));

log('-- FormData');
const form = new FormData();
form.append('a', 1);
form.append('a', 'two');
form.append('file', new Blob(['abc'], { type: 'text/x' }));
form.append('named', new Blob(['abc']), 'n.txt');
form.set('a', 'three');
log([...form.keys()], form.get('a'), form.getAll('a'), form.has('b'), form.get('b'), form.get('file').name, form.get('file').type, form.get('named').name);
form.append('a', 'four');
form.delete('named');
log(form.getAll('a'), Object.prototype.toString.call(form), Object.keys(FormData.prototype));
const plain = new FormData();
plain.append('x', 'y');
plain.append('x', 'z');
plain.append('q', 'r');
log(plain);
for (const f of [() => form.append('a'), () => form.append('a', 'b', 'c'), () => new FormData(1), () => form.get(), () => FormData.prototype.get.call({}, 'a')]) log(attempt(f));

log('-- Response');
const r = new Response('body', { status: 201, statusText: 'Made', headers: { 'X-A': 'b' } });
log(r, r.headers.get('content-type'), r.ok, r.bodyUsed, r.body.locked);
log(new Response(), new Response(null, { status: 204 }).body, Response.error().type, Response.error().status, new Response('x').type);
log(Response.redirect('http://a/b', 301).headers.get('location'), Response.redirect('http://a/b').status);
log(Object.keys(Response.prototype), Object.keys(Response), Response.length, Request.length, fetch.length, fetch.name, Object.prototype.toString.call(r));
for (const f of [
  () => new Response('x', { status: 100 }), () => new Response('x', { status: 600 }), () => new Response('x', { status: 204 }), () => new Response('x', { statusText: 'a\nb' }),
  () => Response.redirect('http://a/b', 200), () => Response.redirect('nonsense'), () => Response.json(undefined), () => Response.json(), () => new Response('x', 5),
  () => new Response('x', { headers: 5 }), () => Response.error().headers.append('a', 'b'), () => new Response(Symbol('x')), () => Response.prototype.clone.call({}),
  () => Object.getOwnPropertyDescriptor(Response.prototype, 'ok').get.call({}),
]) log(attempt(f));

log('-- Request');
const q = new Request('http://a/b?c#d', { method: 'post', body: 'x', headers: { 'X-A': 'b' }, referrer: '', redirect: 'manual', keepalive: true });
log(q, q.url, q.method, q.headers.get('content-type'), q.bodyUsed, q.duplex, q.referrer);
log(new Request(new URL('http://a')).url, new Request(q).method, q.bodyUsed, new Request('http://a', { method: 'patch' }).method, new Request('http://a', { method: 'pUt' }).method);
log(Object.keys(Request.prototype).filter((key) => key !== 'attribute')); // Node has an empty member of this name
for (const f of [
  () => new Request(), () => new Request('/x'), () => new Request('http://u:p@a'), () => new Request('http://a', { body: 'x' }), () => new Request('http://a', { method: 'HEAD', body: 'x' }),
  () => new Request('http://a', { method: 'a b' }), () => new Request('http://a', { method: 'TRACE' }), () => new Request('http://a', { method: 'connect' }),
  () => new Request('http://a', { mode: 'navigate' }), () => new Request('http://a', { mode: 'x' }), () => new Request('http://a', { redirect: 'x' }),
  () => new Request('http://a', { signal: {} }), () => new Request('http://a', { cache: 'only-if-cached' }), () => new Request('http://a', { window: 1 }),
  () => new Request('http://a', { method: 'POST', body: new ReadableStream() }), () => new Request('http://a', { duplex: 'full' }), () => new Request('http://a', 5),
  () => new Request('http://a', { referrer: 'x' }), () => new Request('http://a', { mode: 'no-cors', method: 'PUT' }), () => new Request(q),
  () => Request.prototype.clone.call({}), () => new Request('http://a', { credentials: 'x' }), () => new Request('http://a', { headers: { 'a b': 1 } }),
]) log(attempt(() => String(f())));
