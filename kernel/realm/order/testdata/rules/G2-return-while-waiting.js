// G2: a return() queued while the body waits does not get lost.
const g = (async function* () { try { await new Promise((r) => setImmediate(r)); yield 1; } finally { console.log('cleanup'); } })();
g.next().then((r) => console.log('next', r));
g.return('R').then((r) => console.log('return', r));
g.next().then((r) => console.log('after', r));
