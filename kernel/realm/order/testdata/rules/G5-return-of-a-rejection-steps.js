// G5: and how many steps that takes.
const { log } = console;
const steps = (n, name) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log(name, i)); };
(async () => {
  for (const what of ['sync', 'async']) {
  const it = { next() { return { done: false, value: 'next' } } };
  const g = (async function* () { yield* { [Symbol[what === 'sync' ? 'iterator' : 'asyncIterator']]() { return it; } }; })();
  await g.next();
  g.return(Promise.reject('r')).then((v) => log(what, v), (e) => log(what, 'failed', e));
  steps(9, what);
  await new Promise(setImmediate);
  }
})();
