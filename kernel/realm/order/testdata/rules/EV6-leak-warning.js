// EV6: the warning of too many listeners comes in a tick, once.
const EventEmitter = require('events');
process.on('warning', (w) => console.log(w.name, w.type, w.count));
const e = new EventEmitter();
for (let i = 0; i < 13; i++) e.on('x', () => {});
process.nextTick(() => console.log('tick'));
console.log('main');
