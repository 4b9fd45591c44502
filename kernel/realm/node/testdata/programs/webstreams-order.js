// The streams of the web, microtask by microtask: each section runs beside a chain of promises that counts.
const log = (...args) => console.log(...args);
const sections = [];
const section = (name, body) => sections.push([name, body]);

function micro(n, label) {
  let p = Promise.resolve();
  for (let i = 0; i < n; i++) p = p.then(() => { log('m', label, i); });
}

(async () => {
  await 0;
  for (const [name, body] of sections) {
    log('---', name);
    try { await body(); } catch (e) { log('threw', e?.name, e?.code, e?.message); }
    for (let i = 0; i < 20; i++) await new Promise((r) => setImmediate(r));
  }
})();

section('default read', async () => {
  let n=0;
  const s=new ReadableStream({start(c){log('start');c.enqueue('a')},pull(c){log('pull');n++; if(n<4)c.enqueue(n); else c.close()},cancel(r){log('cancel',r)}});
  micro(12,'x');
  const r=s.getReader();
  r.closed.then(()=>log('closed'));
  r.read().then(v=>log('r1',v));
  r.read().then(v=>log('r2',v));
  for(let i=0;i<4;i++) log(await r.read());
});

section('iteration', async () => {
  const s=new ReadableStream({start(c){c.enqueue(1);c.enqueue(2);c.close()}});
  micro(14,'i');
  for await (const x of s) log(x);
  log(s.locked);
});

section('break', async () => {
  const s=new ReadableStream({pull(c){c.enqueue(1)},cancel(r){log('cancel',r)}});
  for await (const x of s) { log(x); break } log(s.locked);
  const t=new ReadableStream({pull(c){c.enqueue(1)},cancel(r){log('cancel',r)}});
  for await (const x of t.values({preventCancel:true})) { log(x); break } log(t.locked);
});

section('errors', async () => {
  const s=new ReadableStream({pull(){throw new Error('pull')}});
  const r=s.getReader();
  r.closed.catch(e=>log('closed',e.message));
  await r.read().catch(e=>log('read',e.message));
  const t=new ReadableStream({start(){return Promise.reject(new Error('start'))}});
  await t.getReader().read().catch(e=>log(e.message));
  try { new ReadableStream({start(){throw new Error('sync')}}) } catch(e){log(e.message)} const u=new ReadableStream({cancel(){throw new Error('cancel')}});
  await u.cancel().catch(e=>log(e.message));
});

section('backpressure', async () => {
  const s=new ReadableStream({start(c){log(c.desiredSize)},pull(c){log('pull',c.desiredSize);c.enqueue('x');log(c.desiredSize)}},{highWaterMark:3});
  for(let i=0;i<10;i++) await 0;
  const r=s.getReader();
  await r.read();
  for(let i=0;i<10;i++) await 0;
});

section('size', async () => {
  const s=new ReadableStream({start(c){c.enqueue('abc');log(c.desiredSize);c.enqueue('de');log(c.desiredSize)}},{highWaterMark:10,size(c){return c.length}});
  log(await s.getReader().read());
});

section('releaseLock', async () => {
  const s=new ReadableStream({});
  const r=s.getReader();
  const p=r.read();
  r.closed.catch(e=>log('closed',e.message));
  r.releaseLock();
  await p.catch(e=>log(e.code,e.message));
  log(s.locked);
});

section('tee', async () => {
  let n=0;
  const s=new ReadableStream({pull(c){log('pull');n<3?c.enqueue(n++):c.close()},cancel(r){log('cancel',r)}});
  micro(16,'t');
  const [a,b]=s.tee();
  log(s.locked);
  const ra=a.getReader(),rb=b.getReader();
  ra.read().then(v=>log('a',v));
  rb.read().then(v=>log('b',v));
  for(let i=0;i<3;i++){ log('a',await ra.read()); log('b',await rb.read()) }
});

section('tee cancel', async () => {
  const s=new ReadableStream({cancel(r){log('cancel',r); return 5}});
  const [a,b]=s.tee();
  const p=a.cancel('ra');
  micro(5,'c');
  const q=b.cancel('rb');
  log(await p, await q);
});

section('from', async () => {
  micro(20,'f');
  for await (const x of ReadableStream.from([1,Promise.resolve(2),3])) log(x);
  for await (const x of ReadableStream.from((async function*(){ try { yield 'a'; yield 'b' } finally { log('finally') } })())) { log(x); break }
});

section('writable', async () => {
  const s=new WritableStream({start(c){log('start')},write(x,c){log('write',x)},close(){log('close')},abort(r){log('abort',r)}});
  micro(14,'w');
  const w=s.getWriter();
  log(w.desiredSize);
  w.ready.then(()=>log('ready'));
  w.closed.then(()=>log('closed'));
  w.write('a').then(()=>log('wrote a'));
  w.write('b').then(()=>log('wrote b'));
  log(w.desiredSize);
  w.ready.then(()=>log('ready2'));
  await w.close();
  log('close resolved');
});

section('writable async', async () => {
  const s=new WritableStream({async write(x){await 0; log('write',x)}},{highWaterMark:2});
  const w=s.getWriter();
  for(const x of [1,2,3]) { await w.ready; log('ready',w.desiredSize); w.write(x) } await w.close();
});

section('writable errors', async () => {
  const s=new WritableStream({write(x){throw new Error('w'+x)}});
  const w=s.getWriter();
  w.closed.catch(e=>log('closed',e.message));
  w.ready.catch(e=>log('ready',e.message));
  await w.write(1).catch(e=>log('write',e.message));
  await w.write(2).catch(e=>log('write',e.message));
  w.ready.catch(e=>log('ready',e.message));
  log(w.desiredSize);
  await w.close().catch(e=>log('close',e.message));
});

section('abort', async () => {
  const s=new WritableStream({start(c){c.signal.addEventListener('abort',()=>log('signal',c.signal.reason))},write(){return new Promise(r=>setImmediate(r))},abort(r){log('abort',r)}});
  const w=s.getWriter();
  w.write(1).then(()=>log('w1'));
  w.write(2).catch(e=>log('w2',e));
  w.closed.catch(e=>log('closed',e));
  micro(6,'a');
  await 0;
  await 0;
  await w.abort('why');
  log('aborted');
});

section('transform', async () => {
  const t=new TransformStream({start(c){log('start')},transform(x,c){log('t',x);c.enqueue(x*2)},flush(c){log('flush');c.enqueue('end')}});
  const w=t.writable.getWriter(), r=t.readable.getReader();
  micro(20,'T');
  w.write(1).then(()=>log('wrote'));
  w.write(2);
  w.close().then(()=>log('closed'));
  for(let i=0;i<4;i++) log(await r.read());
});

section('transform error', async () => {
  const t=new TransformStream({transform(){throw new Error('tr')}});
  const w=t.writable.getWriter(), r=t.readable.getReader();
  w.write(1).catch(e=>log('w',e.message));
  await r.read().catch(e=>log('r',e.message));
  const u=new TransformStream({cancel(x){log('cancel',x)}});
  await u.readable.cancel('c');
  await u.writable.getWriter().write(1).catch(e=>log('w',e));
  const v=new TransformStream({cancel(x){log('cancel',x)}});
  await v.writable.abort('ab');
  await v.readable.getReader().read().catch(e=>log('r',e));
});

section('pipeTo', async () => {
  let n=0;
  const s=new ReadableStream({pull(c){n<3?c.enqueue(n++):c.close()}});
  micro(40,'p');
  await s.pipeTo(new WritableStream({write(x){log('w',x)},close(){log('close')}}));
  log('piped',s.locked);
});

section('pipe chain', async () => {
  const up=new TransformStream({transform(x,c){c.enqueue(x.toUpperCase())}});
  const out=[];
  await ReadableStream.from(['a','b']).pipeThrough(up).pipeThrough(new TextEncoderStream()).pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream({write(x){out.push(x)}}));
  log(out);
});

section('pipe errors', async () => {
  const bad=new ReadableStream({start(c){c.enqueue(1)},pull(c){c.error(new Error('src'))}});
  const d=new WritableStream({write(x){log('w',x)},abort(r){log('abort',r.message)}});
  await bad.pipeTo(d).catch(e=>log(e.message));
  const s=new ReadableStream({pull(c){c.enqueue(1)},cancel(r){log('cancel',r.message)}});
  await s.pipeTo(new WritableStream({write(){throw new Error('dst')}})).catch(e=>log(e.message));
  const ac=new AbortController();
  const p=new ReadableStream({pull(c){c.enqueue(1)},cancel(r){log('cancel',r.name)}}).pipeTo(new WritableStream({write(){return new Promise(r=>setImmediate(r))},abort(r){log('abort',r.name)}}),{signal:ac.signal});
  setImmediate(()=>ac.abort());
  await p.catch(e=>log(e.name));
  await new ReadableStream().pipeTo(new WritableStream({abort(){log('no')}}),{signal:AbortSignal.abort('x'),preventAbort:true,preventCancel:true}).catch(e=>log(e));
});

section('prevent', async () => {
  const w=new WritableStream({close(){log('closed')}});
  await ReadableStream.from([1]).pipeTo(w,{preventClose:true});
  log(w.locked);
  await w.close();
  const s=new ReadableStream({cancel(){log('no')}});
  const e=new WritableStream({start(c){c.error(new Error('E'))}});
  await s.pipeTo(e,{preventCancel:true}).catch(x=>log(x.message));
  log(s.locked);
});

section('bytes', async () => {
  let n=0;
  const s=new ReadableStream({type:'bytes',autoAllocateChunkSize:4,pull(c){const q=c.byobRequest; log('pull',q&&q.view.byteLength); if(q){ q.view[0]=n; q.respond(1)} else c.enqueue(new Uint8Array([n])); if(++n==4) c.close() }});
  const r=s.getReader();
  log(await r.read());
  r.releaseLock();
  const b=s.getReader({mode:'byob'});
  log(await b.read(new Uint8Array(3)));
  log(await b.read(new Uint16Array(2)));
});

section('bytes min', async () => {
  let c;
  const s=new ReadableStream({type:'bytes',start(x){c=x}});
  const r=s.getReader({mode:'byob'});
  const p=r.read(new Uint8Array(6),{min:4});
  c.enqueue(new Uint8Array([1,2]));
  c.enqueue(new Uint8Array([3,4,5]));
  log(await p);
  const q=r.read(new Uint16Array(2));
  c.enqueue(new Uint8Array([1,2,3]));
  log(await q);
  const z=r.read(new Uint8Array(4));
  log(await z);
  const l=r.read(new Uint8Array(4));
  c.close();
  c.byobRequest.respond(0);
  log(await l);
});

section('bytes tee', async () => {
  let n=0;
  const s=new ReadableStream({type:'bytes',pull(c){n<2?c.enqueue(new Uint8Array([n++,9])):c.close()}});
  const [a,b]=s.tee();
  const ra=a.getReader({mode:'byob'}), rb=b.getReader();
  log(await ra.read(new Uint8Array(4)), await rb.read(), await rb.read(), await ra.read(new Uint8Array(1)), await ra.read(new Uint8Array(9)), await rb.read());
});

section('detach', async () => {
  const u=new Uint8Array([1,2,3]);
  let c;
  const s=new ReadableStream({type:'bytes',start(x){c=x}});
  c.enqueue(u);
  log(u.byteLength, await s.getReader().read());
});

section('node adapters', async () => {
  const {Readable,Writable,Duplex,PassThrough,finished,pipeline}=require('stream');
  const w=Readable.toWeb(Readable.from(['a','b']));
  for await (const x of w) log(x);
  const nr=Readable.fromWeb(new ReadableStream({start(c){c.enqueue('x');c.enqueue('y');c.close()}}));
  nr.on('close',()=>log('close'));
  for await (const x of nr) log(String(x));
  const out=[];
  const nw=Writable.fromWeb(new WritableStream({write(x){out.push(Buffer.from(x).toString())},close(){log('wclose')}}));
  nw.write('1');
  nw.end('2');
  await new Promise(r=>nw.on('close',r));
  log(out);
  const ww=Writable.toWeb(new Writable({write(c,e,cb){log('W',String(c));cb()}})).getWriter();
  await ww.write('q');
  await ww.close();
  const pair=Duplex.toWeb(new PassThrough());
  const pw=pair.writable.getWriter();
  pw.write('dup');
  pw.close();
  for await (const x of pair.readable) log(Buffer.from(x).toString());
  const dd=Duplex.fromWeb({readable:ReadableStream.from(['r']),writable:new WritableStream({write(x){log('dw',Buffer.from(x).toString())}})},{objectMode:false});
  dd.on('data',d=>log('dd',String(d)));
  dd.end('in');
  await new Promise(r=>dd.on('close',r));
  finished(ReadableStream.from([]),e=>log('fin',e));
  const er=Readable.fromWeb(new ReadableStream({start(c){c.error(new Error('werr'))}}));
  er.on('error',e=>log(e.message));
  await new Promise(r=>er.on('close',r));
  for (const f of [()=>Readable.fromWeb({}),()=>Writable.fromWeb({}),()=>Readable.toWeb({}),()=>Writable.toWeb({}),()=>Duplex.fromWeb({})]) try { f() } catch(e){log(e.code,e.message)}
});

section('pipeline web', async () => {
  const {pipeline}=require('stream/promises');
  const {Readable,Writable,PassThrough}=require('stream');
  const out=[];
  await pipeline(ReadableStream.from(['a','b']),new TransformStream({transform(x,c){c.enqueue(x+x)}}),new WritableStream({write(x){out.push(x)}}));
  log(out);
  await pipeline(Readable.from(['n']),new WritableStream({write(x){log('ww',x)}}));
  await pipeline(ReadableStream.from(['z']),new Writable({objectMode:true,write(c,e,cb){log('nw',c);cb()}}));
  await pipeline(new ReadableStream({start(c){c.error(new Error('pe'))}}),new PassThrough()).catch(e=>log(e.message));
});

section('transfer', async () => {
  try { structuredClone(new ReadableStream()) } catch(e){log(e.name,e.message)}
});

section('text streams', async () => {
  const e=new TextEncoderStream();
  const w=e.writable.getWriter();
  w.write('a\ud83d');
  w.write('\ude00b\ud83d');
  w.close();
  for await (const x of e.readable) log(x);
  const d=new TextDecoderStream('utf-8',{fatal:true});
  const dw=d.writable.getWriter();
  dw.write(new Uint8Array([0xe2,0x82]));
  dw.write(new Uint8Array([0xac]));
  dw.close();
  for await (const x of d.readable) log(x);
  log(new Blob(['blob']).stream !== undefined);
});

