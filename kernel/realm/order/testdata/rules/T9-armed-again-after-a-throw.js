// T9: an interval that threw is armed again.
process.on('uncaughtException', (e) => console.log('caught', e.message));
let n = 0;
const i = setInterval(() => {
  console.log('turn', ++n);
  if (n === 3) clearInterval(i);
  throw new Error(`from turn ${n}`);
}, 2);
