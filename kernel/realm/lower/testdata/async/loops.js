// for await over everything, with labels, breaks, targets and errors, in the order of jobs.
const log = (...a) => console.log(a.map(String).join(' '));
const ticks = (n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log('tick', i)); };

function source(n, name = 'it') {
  let i = 0;
  return {
    [Symbol.asyncIterator]() { return this; },
    async next() { return { value: i, done: i++ >= n }; },
    async return() { log(name, 'closed'); return {}; },
  };
}

(async () => {
  for await (const x of [1, Promise.resolve(2), { then(r) { r(3); } }]) log('array', x);
  for await (const [a, { b = await 9 }] of [[1, { b: 2 }], [3, {}]]) log('pattern', a, b);
  let target; const o = {};
  for await (target of source(2)) ;
  for await (o.p of source(3)) ;
  for await ([target, o['q'] = 'default'] of [[1]]) ;
  log(target, o.p, o.q);
  for await (var hoisted of source(1)) ;
  log(hoisted);
  for await (async of source(1)) ;
  log(async);

  const fs = [];
  for await (const x of source(3)) fs.push(() => x);
  log(fs.map((f) => f()).join());

  for await (const x of source(9, 'break')) { if (x === 1) break; log('before', x); }
  for await (const x of source(2, 'continue')) { if (x === 0) continue; log('after', x); }
  outer: for await (const x of source(3, 'outer')) {
    inner: for await (const y of source(3, 'inner')) {
      if (y === 1) continue outer;
      if (x === 1) break outer;
      for (;;) break;
      switch (y) { case 0: break; }
      log(x, y);
      continue inner;
    }
  }
  const returned = await (async () => { for await (const x of source(2, 'return')) return x; })();
  log('returned', returned);
  try { for await (const x of source(2, 'throw')) throw new Error('body ' + x); } catch (e) { log(e.message); }
  try { for await (const { x } of [null]) ; } catch (e) { log('binding', e.constructor.name); }
  try { for await (const x of 5) ; } catch (e) { log(e.constructor.name); }
  try { for await (const x of { [Symbol.asyncIterator]: () => ({ next: () => 5 }) }) ; } catch (e) { log(e.message); }
  try { for await (const x of [Promise.reject(new Error('element'))]) ; } catch (e) { log(e.message); }
  if (returned === 0) for await (const x of source(1)) log('as the body of an if');
  else log('never');
  ticks(8);
  for await (const x of [1, 2]) log('step', x);
  log('end');
})();

var async;
