//%%virtual
//%%timeline
//%%promises
console.log('script');
process.nextTick(() => console.log('nextTick'));
Promise.resolve().then(() => console.log('promise'));
queueMicrotask(() => console.log('microtask'));
setTimeout(() => console.log("timer"), 100);
setImmediate(() => console.log('immediate'));
(async () => { await null; console.log('after await'); })();
