// R1: the queue of ticks has no bound and keeps its order.
let last = -1;
for (let i = 0; i < 3000; i++) process.nextTick((n) => { if (n !== last + 1) console.log('out of order', n); last = n; }, i);
queueMicrotask(() => console.log('last tick', last));
