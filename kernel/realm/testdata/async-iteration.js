// await, yield and return of every kind of value in async generators, and for await over iterators that misbehave
const log = (...a) => console.log(...a);
const mark = (n, name) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log(name, i)); };
const cases = {
  primitive: () => 1, object: () => ({ a: 1 }), fn: () => () => {}, promise: () => Promise.resolve(2), rejected: () => Promise.reject(new Error('no')),
  thenable: () => ({ then(r) { log('then called'); r('t'); } }), thrower: () => ({ then() { throw new Error('thrown'); } }), late: () => ({ then(r) { setTimeout(r, 1, 'late'); } }),
  getter: () => ({ get then() { log('get then'); return undefined; } }), getter2: () => ({ get then() { log('get then'); return (r) => r('g'); } }), badGetter: () => ({ get then() { throw new Error('bad'); } }),
  subclass: () => new (class P extends Promise {})((r) => r(5)), proxy: () => new Proxy({}, { get(t, k) { log('get', String(k)); } }), symbol: () => Symbol('s'), undef: () => undefined, bigint: () => 5n,
  twice: () => ({ then(r) { r(1); r(2); throw new Error('late'); } }), nested: () => ({ then(r) { r({ then(q) { q('deep'); } }); } }), weird: () => ({ then: 5 }), array: () => [1],
};
(async () => {
  for (const [name, make] of Object.entries(cases)) {
    for (const form of ['yield', 'await', 'return']) {
      log('---', name, form);
      async function* g() { try { if (form === 'yield') yield make(); if (form === 'await') { const v = await make(); log('awaited', typeof v === 'function' ? 'fn' : v); } if (form === 'return') return make(); } catch (e) { log('caught', e.message); } finally { log('finally'); } }
      mark(6, 'tick');
      try { for await (const x of g()) log('got', typeof x === 'function' ? 'fn' : x); const it = g(); log(await it.next(), await it.return(7)); } catch (e) { log('outer', e.message); }
    }
  }
  for (const bad of [{}, { next: 5 }, { next() { return 5; } }, { next() { throw new Error('next'); } }, { next: () => ({ done: true }), return: 7 }, { n: 0, next() { return { done: false, value: this.n++ }; }, return() { log('return'); return 5; } }, { next() { return { done: false, value: 1 }; }, return: 7 }, { next() { return { done: false, value: 1 }; } }]) {
    try { for await (const x of { [Symbol.asyncIterator]: () => bad }) { log('x', x); break; } } catch (e) { log(e.name); }
  }
  async function* p() { yield 1; yield 2; }
  const patched = p(); patched.next = function(...a) { log('patched', a.length); return Object.getPrototypeOf(p.prototype).next.apply(this, a); };
  for await (const x of patched) log(x);
  const proto = Object.getPrototypeOf(p.prototype), next = proto.next;
  proto.next = function(...a) { log('proto', a.length); return next.apply(this, a); };
  for await (const x of p()) log(x);
  proto.next = next;
  for await (const x of p()) { log(x); break; }
  const two = p(); for await (const x of two) { log(x); for await (const y of two) log('inner', y); }
})();
