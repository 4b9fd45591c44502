// T9: an interval is inserted again after its callback: a timeout made inside comes before its next turn.
let n = 0;
const i = setInterval(() => {
  console.log('interval', ++n);
  setTimeout(() => console.log('timeout', n), 5);
  if (n === 3) clearInterval(i);
}, 5);
