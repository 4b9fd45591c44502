// %%ts: async generators take the steps that they take in JavaScript.
async function* numbers<T extends number>(n: T): AsyncGenerator<number, string, void> {
  for (let i: number = 0; i < n; i++) yield i;
  return 'done';
}
let turn: Promise<void> = Promise.resolve();
for (let i = 1; i < 8; i++) turn = turn.then(() => console.log('step', i));
(async (): Promise<void> => {
  const g = numbers(2);
  for (let r: IteratorResult<number, string>; !(r = await g.next()).done;) console.log(r.value);
  console.log('end');
})();
process.nextTick(() => console.log('tick'));
