// T13: util.promisify gives the same functions; bad arguments reject.
const util = require('util');
const timers = require('timers/promises');
console.log(util.promisify(setTimeout) === timers.setTimeout, util.promisify(setImmediate) === timers.setImmediate);
for (const call of [() => timers.setTimeout('x'), () => timers.setTimeout(1, 1, { signal: 1 }), () => timers.setImmediate(1, 2), () => timers.setTimeout(1, 1, { ref: 'x' })]) {
  call().catch((e) => console.log(e.name, e.code));
}
console.log('main');
