//%%background
setTimeout(() => { console.log('late'); Promise.resolve().then(() => console.log('later')); }, 60);
// %% cell
//%%timeline
await new Promise((resolve) => setTimeout(resolve, 150));
console.log('own');
// %% cell
//%%background
//%%timeline
setTimeout(() => {}, 100000).unref();
setInterval(() => {}, 100000).unref();
console.log('ends at once');
