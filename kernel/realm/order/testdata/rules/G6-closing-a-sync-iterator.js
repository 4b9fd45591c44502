// G6: when for await and yield* close a synchronous iterator: whatever goes wrong before it is done.
const bad = () => { const p = Promise.resolve(1); Object.defineProperty(p, 'constructor', { get() { throw new Error('constructor'); } }); return p; };
const results = {
  throws() { throw new Error('E'); },
  number() { return 1; },
  undef() {},
  doneGetter() { return { get done() { throw new Error('done'); }, value: 1 }; },
  valueGetter() { return { done: false, get value() { throw new Error('value'); } }; },
  valueGetterDone() { return { done: true, get value() { throw new Error('value'); } }; },
  resolveThrows() { return { done: false, value: bad() }; },
  resolveThrowsDone() { return { done: true, value: bad() }; },
  rejected() { return { done: false, value: Promise.reject(new Error('R')) }; },
  rejectedDone() { return { done: true, value: Promise.reject(new Error('R')) }; },
};
const returns = {
  object: () => ({}),
  throws: () => { throw new Error('from return'); },
  number: () => 1,
};
const iterable = (first, make, ret, log, extra = {}) => ({ [Symbol.iterator]() {
  let n = 0;
  return { next(v) { log.push('next'); if (n++ === 0 && first) return { done: false, value: 0 }; return results[make](); },
    ...(ret ? { return(...a) { log.push('return(' + a.length + ')'); return returns[ret](); } } : {}), ...extra };
} });
const show = (e) => e instanceof Error ? `${e.name}: ${e.message}` : JSON.stringify(e);
(async () => {
  for (const make in results) for (const ret of ['object', 'throws', 'number', '']) {
    const log = [];
    try { for await (const x of iterable(false, make, ret, log)) log.push('x'); log.push('end'); } catch (e) { log.push(show(e)); }
    console.log('for await', make, ret, log.join(' | '));
    const log2 = [];
    const g = (async function* () { return yield* iterable(false, make, ret, log2); })();
    try { log2.push(show(await g.next())); } catch (e) { log2.push(show(e)); }
    console.log('yield* next', make, ret, log2.join(' | '));
    for (const kind of ['throw', 'return']) {
      const log3 = [];
      const it = iterable(true, 'number', ret, log3, { [kind](v) { log3.push(kind + '!'); return results[make](); } });
      const g = (async function* () { return yield* it; })();
      await g.next();
      try { log3.push(show(await g[kind](7))); } catch (e) { log3.push(show(e)); }
      console.log('yield* ' + kind, make, ret, log3.join(' | '));
    }
  }
  for (const ret of ['object', 'throws', 'number', '']) {
    const log = [];
    const g = (async function* () { return yield* iterable(true, 'number', ret, log); })();
    await g.next();
    try { log.push(show(await g.throw(new Error('T')))); } catch (e) { log.push(show(e)); }
    console.log('throw missing', ret, log.join(' | '));
  }
  for (const ret of ['notfn', 'getter']) {
    const log = [];
    const extra = ret === 'notfn' ? { return: 5 } : { get return() { log.push('get'); throw new Error('G'); } };
    const it = { [Symbol.iterator]() { const o = { next() { return 1; } }; Object.defineProperties(o, Object.getOwnPropertyDescriptors(extra)); return o; } };
    try { for await (const x of it); } catch (e) { log.push(show(e)); }
    console.log('odd return', ret, log.join(' | '));
  }
})();
