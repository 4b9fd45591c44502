// The bodies of Response and Request: every way in, every way out, each once only.
const log = (...args) => console.log(...args);
const ways = {
  string: () => 'héllo', params: () => new URLSearchParams({ a: 'b c', d: 'é' }), buffer: () => Buffer.from('bytes'), array: () => new Uint8Array([1, 2, 3]).buffer,
  view: () => new DataView(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2), blob: () => new Blob(['blob'], { type: 'text/x' }), number: () => 5, null: () => null, undefined: () => undefined,
  stream: () => new ReadableStream({ start(c) { c.enqueue(new Uint8Array([65])); c.enqueue(new Uint8Array([66])); c.close(); } }),
  iterable: () => (async function* () { yield Buffer.from('it'); yield Buffer.from('er'); })(), object: () => ({ toString: () => 'object' }), empty: () => '',
};
(async () => {
  for (const [name, make] of Object.entries(ways)) {
    const r = new Response(make());
    log(name, r.headers.get('content-type'), r.body === null, r.bodyUsed, JSON.stringify(await r.text()), r.bodyUsed, r.body?.locked);
  }
  for (const method of ['text', 'arrayBuffer', 'bytes', 'blob', 'json']) log(method, await new Response('"json"', { headers: { 'Content-Type': 'application/JSON ; charset=utf-8' } })[method]());
  const failing = async (f) => { try { log('resolved', await f()); } catch (e) { log(e.name, e.message, e.cause?.message); } };
  await failing(() => new Response('not json').json());
  await failing(() => new Response('').json());
  await failing(async () => { const r = new Response('x'); await r.text(); return r.text(); });
  await failing(async () => { const r = new Response('x'); r.body.getReader(); return r.text(); });
  await failing(async () => { const r = new Response('x'); await r.text(); return r.clone(); });
  await failing(async () => { const r = new Request('http://a', { method: 'POST', body: 'x' }); await r.text(); return r.clone(); });
  await failing(async () => { const r = new Request('http://a', { method: 'POST', body: 'x' }); await r.text(); return new Request(r); });
  await failing(() => new Response('x').formData());
  await failing(() => new Response('x', { headers: { 'content-type': 'multipart/form-data' } }).formData());
  await failing(() => new Response('x', { headers: { 'content-type': 'multipart/form-data; boundary=----formdata-undici-012345678901' } }).formData());
  await failing(() => new Response(new ReadableStream({ start(c) { c.enqueue('text'); c.close(); } })).text());
  await failing(() => new Response(new ReadableStream({ start(c) { c.error(new Error('own')); } })).text());
  await failing(() => Response.prototype.text.call({}));
  await failing(async () => new Response((await new Response('x').body)).text());
  await failing(() => new Response(null).text());
  await failing(async () => { const r = new Response(null); await r.text(); return r.bodyUsed; });
  const original = new Response('cloned', { headers: { a: 'b' } });
  const copy = original.clone();
  log(await original.text(), await copy.text(), copy.headers.get('a'), copy !== original);
  const stream = new Response('read');
  const reader = stream.body.getReader();
  log((await reader.read()).value, (await reader.read()).done, stream.bodyUsed);
  const chunks = [];
  for await (const chunk of new Response('iterated').body) chunks.push(Buffer.from(chunk).toString());
  log(chunks);
  const form = new FormData();
  form.append('a"b', 'line\nbreak');
  form.append('file', new File(['content'], 'näme.txt', { type: 'text/plain' }));
  const encoded = new Response(form);
  const type = encoded.headers.get('content-type');
  log(type.replace(/\d{11,12}$/, '…'));
  const text = await encoded.text();
  log(JSON.stringify(text.replaceAll(/formdata-undici-\d+/g, '…')));
  const decoded = await new Response(text, { headers: { 'content-type': type } }).formData();
  log([...decoded.keys()], decoded.get('a"b'), decoded.get('file').name, decoded.get('file').type, await decoded.get('file').text());
  const pairs = await new Response('a=b+c&d=%C3%A9', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }).formData();
  log([...pairs]);
  log(await Response.json({ a: [1] }, { status: 202 }).text(), Response.json({}).headers.get('content-type'));
  log(await new Request('http://a', { method: 'POST', body: 'req' }).text(), (await new Response('\ufeffbom').text()).length);
  const data = await fetch('data:text/plain;charset=utf-8,a%20b');
  log(data.status, data.headers.get('content-type'), data.url, data.type, await data.text());
  log(await (await fetch('data:;base64,aGk=')).text(), (await fetch('data:,x')).headers.get('content-type'));
  const url = URL.createObjectURL(new Blob(['stored'], { type: 'text/y' }));
  const blob = await fetch(url);
  log(blob.status, blob.headers.get('content-type'), blob.headers.get('content-length'), await blob.text());
  await failing(() => fetch('data:text/plain;base64,!'));
  await failing(() => fetch('blob:nodedata:nothing'));
  await failing(() => fetch('about:blank'));
  await failing(() => fetch('file:///etc/passwd'));
  await failing(() => fetch('gopher://a'));
})();
