// cell: [3]
function tick(n) {
  console.log('tick', n);
  if (n < 3) Promise.resolve().then(() => job(n));
}
function job(n) {
  console.log('job', n);
  process.nextTick(() => tick(n + 1));
}
process.nextTick(() => tick(1));
