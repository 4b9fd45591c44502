//%%virtual
const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
[sleep(30, 'slow'), sleep(10, 'fast'), Promise.resolve('at once')]
// %% cell
//%%virtual
const failing = sleep(20).then(() => { throw new RangeError('404 | <b>'); });
failing.catch(() => {});
({ user: sleep(15, { id: 1 }), news: failing, ads: new Promise(() => {}) })
// %% cell
sleep(1, [1, 2, 3])
// %% cell
//%%virtual
await Promise.allSettled([sleep(20, 'b'), sleep(10, 'a'), failing, 7])
// %% cell
[{ status: 'fulfilled', value: 1 }, { status: 'rejected', reason: new Error('no') }]
// %% cell
[{ status: 'open', value: 1 }]
// %% cell
[Promise.resolve(1), 2]
// %% cell
//%%timeline
//%%virtual
const first = sleep(5, 'one');
const second = first.then((v) => v + '!');
[second, first]
