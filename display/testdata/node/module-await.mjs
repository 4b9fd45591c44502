// cell: [33]
// clock: virtual
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
console.log('before');
await sleep(36);
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('micro'));
console.log('later');
