// cell: [30]
// clock: virtual
let n = 0;
const timer = setInterval(() => {
  console.log('beat', ++n);
  if (n === 3) clearInterval(timer);
}, 200);
setTimeout(() => console.log('between'), 500);
