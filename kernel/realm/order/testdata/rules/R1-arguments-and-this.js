// R1: arguments are passed on, `this` is not bound, and what is no function is refused at once.
'use strict';
process.nextTick(function (...args) { console.log(this, args); }, 1, 'two', null);
for (const bad of [undefined, 'f', {}]) {
  try { process.nextTick(bad); } catch (e) { console.log(e.name, e.code); }
  try { queueMicrotask(bad); } catch (e) { console.log(e.name, e.code); }
}
console.log(queueMicrotask((...args) => console.log('micro', args.length)));
