// T, M, a due timer, the immediate: as at the start of a program.
const until = performance.now() + 5;
setImmediate(() => console.log('immediate'));
setTimeout(() => console.log('timer'), 1);
Promise.resolve().then(() => console.log('micro'));
process.nextTick(() => console.log('tick'));
while (performance.now() < until);
console.log('body');
