// cell: [32]
setTimeout(() => console.log('timeout'), 1);
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('micro'));
console.log('body');
for (const end = Date.now() + 5; Date.now() < end;);
