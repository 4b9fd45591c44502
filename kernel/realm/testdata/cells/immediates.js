// Made in a batch: the next turn (I1); a due timer comes before them (L4); cleared in time (I4).
const block = (ms) => { const until = performance.now() + ms; while (performance.now() < until); };
setImmediate(() => {
  console.log('immediate 1');
  setImmediate(() => console.log('nested'));
  setTimeout(() => console.log('timer'), 1);
  block(4);
  clearImmediate(third);
});
setImmediate(() => console.log('immediate 2'));
const third = setImmediate(() => console.log('never'));
