// %AsyncIteratorPrototype%[Symbol.asyncDispose]
const proto = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {}).prototype));
const dispose = proto[Symbol.asyncDispose];
console.log(dispose.name, dispose.length, String(dispose), Reflect.ownKeys(proto).filter((k) => typeof k === 'symbol'));
const count = async (label, make) => {
  let n = 0, going = true;
  const tick = () => { if (going) { n++; queueMicrotask(tick); } };
  const p = make();
  queueMicrotask(tick);
  let r;
  try { r = await p; } catch (e) { r = 'error ' + (e?.message ?? e); }
  going = false;
  console.log(label, 'jobs', n, r, p instanceof Promise);
};
(async () => {
  await count('none', () => dispose.call({}));
  await count('null', () => dispose.call({ return: null }));
  await count('5', () => dispose.call({ return: 5 }));
  await count('plain', () => dispose.call({ return(...a) { console.log('args', a); return 7; } }));
  await count('promise', () => dispose.call({ return: async () => 7 }));
  await count('rejects', () => dispose.call({ return: async () => { throw new Error('R'); } }));
  await count('throws', () => dispose.call({ return() { throw new Error('T'); } }));
  await count('getter throws', () => dispose.call({ get return() { throw new Error('G'); } }));
  await count('thenable', () => dispose.call({ return: () => ({ then(r) { r(1); } }) }));
  await count('undefined', () => dispose.call(undefined));
  await count('generator', () => { async function* g() { try { yield 1; } finally { console.log('finally'); } } const it = g(); it.next(); return it[Symbol.asyncDispose](); });
})();
