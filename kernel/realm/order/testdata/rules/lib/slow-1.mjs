console.log('slow 1 begins');
await new Promise((r) => setTimeout(r, 20));
console.log('slow 1 ends');
