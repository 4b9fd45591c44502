// cell: [18]
// clock: virtual
const wait = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
const timeout = (ms) => new Promise((_, reject) => setTimeout(() => reject(new Error('timed out')), ms));
const work = wait(50, 'done');
const limit = timeout(20);
Promise.race([work, limit]).catch((e) => console.log(e.message));
