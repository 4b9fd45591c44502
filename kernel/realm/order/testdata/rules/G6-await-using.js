// G6: await using: disposers in reverse order, each awaited; using: none.
const d = (name, symbol) => ({ [symbol]() { console.log('dispose', name); return null; } });
(async () => {
  {
    await using a = d('a', Symbol.asyncDispose);
    await using b = d('b', Symbol.asyncDispose);
    using c = d('c', Symbol.dispose);
    console.log('block');
  }
  console.log('after');
})();
let p = Promise.resolve();
for (let i = 1; i < 6; i++) p = p.then(() => console.log('step', i));
