// MC2: structuredClone is synchronous, and reads once.
let reads = 0;
const o = { get a() { reads++; queueMicrotask(() => console.log('micro')); return [1, { b: new Date(0) }]; } };
o.self = o;
const c = structuredClone(o);
console.log(reads, c.self === c, c.a[1].b.getTime(), c.a !== o.a);
try { structuredClone(() => {}); } catch (e) { console.log(e.name, e.code); }
console.log('main');
