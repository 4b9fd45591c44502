// G6: a rejected promise from a synchronous iterator: its return() is called, then it throws.
const it = { [Symbol.iterator]: () => ({ next: () => ({ value: Promise.reject(new Error('boom')), done: false }), return() { console.log('return'); return {}; } }) };
(async () => {
  try { for await (const v of it) console.log('never'); } catch (e) { console.log('caught', e.message); }
})();
