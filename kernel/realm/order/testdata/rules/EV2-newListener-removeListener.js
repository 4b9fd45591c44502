// EV2: newListener comes before adding, removeListener after removal.
const EventEmitter = require('events');
const e = new EventEmitter();
e.on('newListener', (name) => console.log('new', name, e.listenerCount(name)));
e.on('removeListener', (name) => console.log('removed', name, e.listenerCount(name)));
const f = () => {};
e.on('x', f);
e.once('y', f);
e.emit('y');
e.off('x', f);
e.on('x', f).on('x', () => {});
e.removeAllListeners('x');
