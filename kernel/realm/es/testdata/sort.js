// A comparator's -0 and NaN mean that two are equal, and what is equal stays as it was.
const list = [{ n: 1, s: 'a' }, { n: 2, s: 'b' }, { n: 1, s: 'c' }, { n: 2, s: 'd' }, { n: 1, s: 'e' }];
console.log(list.sort((x, y) => -(x.n - y.n)).map((x) => x.s).join(''), list.toSorted((x, y) => (x.n - y.n) * -1).map((x) => x.s).join(''));
console.log([-0, 0].sort((a, b) => b - a), Float32Array.of(3, -0, 0).sort((a, b) => -(a - b)), [3, 1, 2].sort(() => NaN), [3, 1, 2].sort(() => '-1').length);
console.log([2, 1, , undefined, 3].sort((a, b) => a - b), ['b', 'a'].sort(undefined));
for (const bad of [null, 1, 'x', {}]) {
  try { [2, 1].sort(bad); } catch (e) { console.log(e.message); }
}
try {
  [2, 1].sort(function compare() { throw new Error('no'); });
} catch (e) {
  console.log(e.stack.split('\n').slice(0, 3).join('\n').replaceAll(__filename, 'file'));
}
const calls = [];
[1, 2].sort(function () { 'use strict'; calls.push(this, arguments.length); return 0; });
console.log(calls);
