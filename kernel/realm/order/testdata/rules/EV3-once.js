// EV3: once() resolves in the emit; a second emit in the same turn is lost to a later once(); 'error' rejects.
const EventEmitter = require('events');
const e = new EventEmitter();
(async () => {
  console.log(await EventEmitter.once(e, 'x'));
  const second = EventEmitter.once(e, 'x');
  setTimeout(() => e.emit('x', 'third'), 5);
  console.log(await second);
  setImmediate(() => e.emit('error', new Error('boom')));
  await EventEmitter.once(e, 'x').catch((error) => console.log('rejected', error.message));
})();
process.nextTick(() => { e.emit('x', 'first', 1); e.emit('x', 'lost'); console.log('emitted'); });
