setTimeout(() => console.log('40 ms'), 40);
setTimeout(() => console.log('10 ms'), 10);
for (const end = Date.now() + 100; Date.now() < end;);
