// G2: return() and throw() at every state.
const make = () => (async function* () { try { yield 1; yield 2; } finally { console.log('cleanup'); await null; console.log('cleaned'); } })();
const steps = (n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => console.log('step', i)); };
(async () => {
  console.log(await make().return('before start'));
  await make().throw(new Error('before start')).catch((e) => console.log(e.message));
  const g = make();
  g.next().then((r) => console.log('next', r));
  g.return(Promise.resolve('r')).then((r) => console.log('return', r));
  g.next().then((r) => console.log('after', r));
  steps(8);
})();
