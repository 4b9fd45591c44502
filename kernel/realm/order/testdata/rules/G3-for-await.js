// G3: for await over values and promises: ticks wait until the loop is over.
(async () => {
  for await (const v of [1, Promise.resolve(2), { then(yes) { console.log('thenable'); yes(3); } }]) {
    console.log(v);
    process.nextTick(() => console.log('tick', v));
  }
  console.log('after');
})();
let p = Promise.resolve();
for (let i = 1; i < 10; i++) p = p.then(() => console.log('step', i));
