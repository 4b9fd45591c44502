// cell: [6]
const busy = (ms) => { for (const end = performance.now() + ms; performance.now() < end;); };
setTimeout(() => console.log('20 ms, started first'), 20);
busy(15);
setTimeout(() => console.log('10 ms, due before the next'), 10);
setTimeout(() => console.log('20 ms, due last'), 20);
busy(30);
