// T12: `this` is the timer; further arguments are passed on.
const t = setTimeout(function (...args) { console.log(this === t, args); }, 1, 'a', 2);
let n = 0;
const i = setInterval(function (...args) { console.log(this === i, args); if (++n === 2) clearInterval(this); }, 2, 'b');
