// T11: Symbol.dispose and close() clear.
const a = setTimeout(() => console.log('never'), 1);
console.log(a.close() === a);
setTimeout(() => console.log('never'), 1)[Symbol.dispose]();
setInterval(() => console.log('never'), 1)[Symbol.dispose]();
setImmediate(() => console.log('never'))[Symbol.dispose]();
console.log(a._destroyed);
