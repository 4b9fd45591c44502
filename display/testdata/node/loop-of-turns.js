// cell: [42]
let n = 0;
function next() {
  if (++n % 25 === 0) console.log('turn', n);
  if (n < 100) setImmediate(next);
}
setImmediate(next);
