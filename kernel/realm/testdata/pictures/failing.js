//%%timeline
console.log('before');
setTimeout(() => console.log('never'), 5);
process.nextTick(() => { throw new TypeError('in a tick'); });
// %% cell
//%%timeline
await null;
Promise.reject(new Error('nobody listens'));
// %% cell
//%%timeline
let x = ;
// %% cell
//%%timeline
throw new Error('at once');
// %% cell
//%%promises
await new Promise(() => {});
