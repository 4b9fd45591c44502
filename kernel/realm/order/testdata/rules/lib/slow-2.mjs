console.log('slow 2 begins');
await null;
console.log('slow 2 ends');
