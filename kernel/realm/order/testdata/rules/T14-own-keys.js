// T14: the properties of timers and immediates.
const t = setTimeout(() => {}, 3);
const i = setImmediate(() => {});
console.log(Object.keys(t).join());
console.log(Object.keys(i).join());
console.log(t._idleTimeout, t._repeat, t._destroyed, i._destroyed);
clearTimeout(t);
clearImmediate(i);
console.log(t._idleTimeout, t._destroyed, i._destroyed);
const r = setInterval(() => {}, 7);
console.log(r._repeat);
clearInterval(r);
