// cell: [40]
let sum = 0;
async function add(n) {
  await null;
  sum += n;
}
for (let i = 0; i < 100; i++) add(i);
setImmediate(() => console.log('sum', sum));
