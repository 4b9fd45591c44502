const busy = (ms) => { for (const end = Date.now() + ms; Date.now() < end;); };
setTimeout(() => console.log('20 ms'), 20);
busy(15);
setTimeout(() => console.log('10 ms, due before the next'), 10);
setTimeout(() => console.log('20 ms, of the first list'), 20);
busy(40);
