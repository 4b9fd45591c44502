// G3: over an async generator, with another chain beside it.
async function* gen() { yield 1; yield await 2; yield Promise.resolve(3); }
(async () => { for await (const v of gen()) console.log(v); console.log('after'); })();
let p = Promise.resolve();
for (let i = 1; i < 12; i++) p = p.then(() => console.log('step', i));
