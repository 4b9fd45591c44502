// G5: yield* over an async generator and over a synchronous one.
async function* inner() { const got = yield 'inner 1'; console.log('inner got', got); return 'inner result'; }
async function* outer() { console.log('result', yield* inner()); console.log('result', yield* ['s1', Promise.resolve('s2')]); return 'end'; }
const g = outer();
for (const v of ['a', 'b', 'c', 'd']) g.next(v).then((r) => console.log(v, r));
let p = Promise.resolve();
for (let i = 1; i < 18; i++) p = p.then(() => console.log('step', i));
