// G6: also when next() itself throws, or gives no object.
const it = (next) => ({ [Symbol.iterator]: () => ({ next, return() { console.log('return'); return {}; } }) });
(async () => {
  try { for await (const v of it(() => { throw new Error('boom'); })) console.log('never'); } catch (e) { console.log('caught', e.message); }
  try { for await (const v of it(() => 1)) console.log('never'); } catch (e) { console.log('caught', e.name); }
})();
