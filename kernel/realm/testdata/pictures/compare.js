//%%compare cjs esm
setTimeout(() => console.log('timeout'), 0);
Promise.resolve().then(() => console.log('micro'));
process.nextTick(() => console.log('tick'));
console.log('body');
// %% cell
//%%timeline
setImmediate(() => console.log('immediate'));
Promise.resolve().then(() => console.log('micro'));
// %% cell
//%%compare
Promise.resolve().then(() => console.log('micro'));
process.nextTick(() => console.log('new'));
setImmediate(() => console.log('immediate'));
// %% cell
%compare 1 3
// %% cell
//%%compare 9
1
// %% cell
//%%compare sideways
1
// %% cell
compare(2, trace())
// %% cell
//%%compare real virtual
await new Promise((resolve) => setTimeout(resolve, 20));
console.log('awake');
// %% cell
//%%compare cjs esm
console.log('before');
throw new Error('in both');
