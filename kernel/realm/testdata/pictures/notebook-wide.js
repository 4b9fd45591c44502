%timeline on
%virtual on
// %% cell
setTimeout(() => console.log('an hour later'), 3600000);
// %% cell
%timeline off
// %% cell
setTimeout(() => console.log('no picture'), 1000);
// %% cell
//%%ts
//%%timeline
const n: number = 1;
process.nextTick((): void => console.log('typed', n));
// %% cell
//%%timeline
let t = 0;
const id = setInterval(() => { console.log(++t); if (t === 3) clearInterval(id); }, 250);
