//%%timeline
for (let i = 0; i < 100; i++) queueMicrotask(() => {});
console.log('queued');
// %% cell
//%%timeline
//%%promises
let turns = 0;
function next() { if (++turns < 5000) setImmediate(next); else console.log(turns, 'turns'); }
setImmediate(next);
for (let i = 0; i < 5000; i++) Promise.resolve(i).then((v) => { if (v % 1000 === 0) console.log(v); });
// %% cell
timeline({ from: 5001, to: 5010 })
// %% cell
timeline({ queue: ['script'] })
