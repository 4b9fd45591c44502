// cell: [16]
// clock: virtual
const wait = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
const slow = wait(30, 'slow');
const fast = wait(10, 'fast');
const both = Promise.all([slow, fast, 'ready']);
fast.then((v) => console.log(v));
both.then((v) => console.log(v));
