// G4: break and throw call return() and wait for it; whose error wins.
const iterable = (fails) => ({ [Symbol.asyncIterator]: () => ({
  next: async () => ({ value: 1, done: false }),
  return: async () => { console.log('return'); await null; console.log('returned'); if (fails) throw new Error('from return'); return {}; },
}) });
(async () => {
  for await (const v of iterable(false)) break;
  console.log('after break');
  try { for await (const v of iterable(true)) break; } catch (e) { console.log(e.message); }
  try { for await (const v of iterable(true)) throw new Error('from body'); } catch (e) { console.log(e.message); }
})();
