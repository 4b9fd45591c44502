// cell: [35]
// clock: virtual
const work = (id) => new Promise((resolve) => setTimeout(resolve, 10 * id, id));
const waiting = [];
let free = 2;
const enter = () => free > 0 ? (free--, Promise.resolve()) : new Promise((resolve) => waiting.push(resolve));
const leave = () => waiting.length ? waiting.shift()() : free++;
async function job(id) {
  await enter();
  console.log('start', id);
  await work(id);
  console.log('end', id);
  leave();
}
for (const id of [1, 2, 3, 4]) job(id);
