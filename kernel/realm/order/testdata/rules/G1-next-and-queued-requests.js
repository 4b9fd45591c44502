// G1: requests of an async generator are queued; the body of a queued one starts when the one before settles.
const g = (async function* () {
  console.log('start');
  for (let i = 0; i < 3; i++) { console.log('got', yield i); }
  return 'end';
})();
for (const v of ['a', 'b', 'c', 'd', 'e']) g.next(v).then((r) => console.log(v, r));
console.log('main');
let p = Promise.resolve();
for (let i = 1; i < 12; i++) p = p.then(() => console.log('step', i));
