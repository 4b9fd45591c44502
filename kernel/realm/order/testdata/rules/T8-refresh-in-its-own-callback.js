// T8: in its own callback refresh arms a one-shot timer again; a fired one is revived, a cleared one is not.
let n = 0;
const t = setTimeout(() => {
  console.log('t', ++n, t._destroyed);
  if (n < 3) t.refresh();
  else if (n < 5) setImmediate(() => { console.log('fired', t._destroyed); t.refresh(); });
}, 2);
const cleared = setTimeout(() => console.log('never'), 1);
clearTimeout(cleared);
console.log(cleared.refresh() === cleared);
