// EV4: on() buffers; an error comes after what is buffered; `close` events end it.
const EventEmitter = require('events');
const e = new EventEmitter();
(async () => {
  const events = EventEmitter.on(e, 'x', { close: ['end'] });
  for (const n of [1, 2]) e.emit('x', n);
  setImmediate(() => { e.emit('x', 3); e.emit('end'); });
  for await (const [n] of events) { console.log(n); process.nextTick(() => console.log('tick', n)); }
  console.log('closed');
  const failing = EventEmitter.on(e, 'x');
  e.emit('x', 4);
  e.emit('error', new Error('boom'));
  try { for await (const [n] of failing) console.log(n); } catch (error) { console.log(error.message); }
})();
