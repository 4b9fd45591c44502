// for await at the top of a cell: the steps of the elements, ticks behind them.
process.nextTick(() => console.log('tick'));
let turn = Promise.resolve();
for (let i = 1; i < 9; i++) turn = turn.then(() => console.log('step', i));
async function* g() { yield 1; yield Promise.resolve(2); }
for await (const x of g()) console.log('element', x);
for await (const x of [3]) console.log('element', x);
console.log('end');
