// cell: [10]
setTimeout(() => console.log('timeout'), 0);
setImmediate(() => console.log('immediate'));
for (const end = Date.now() + 5; Date.now() < end;);
