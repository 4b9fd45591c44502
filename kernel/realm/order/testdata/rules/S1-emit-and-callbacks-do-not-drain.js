// S1: emit, dispatchEvent and array callbacks are calls: nothing is drained inside.
const EventEmitter = require('events');
const e = new EventEmitter().on('x', () => { queueMicrotask(() => console.log('micro of listener')); console.log('listener'); });
e.emit('x');
const target = new EventTarget();
target.addEventListener('y', () => { process.nextTick(() => console.log('tick of event')); console.log('event'); });
target.dispatchEvent(new Event('y'));
[1, 2].forEach((n) => { queueMicrotask(() => console.log('micro', n)); console.log('element', n); });
'ab'.replace(/./g, (c) => { process.nextTick(() => console.log('tick', c)); return c; });
console.log('main');
