// EV1: emit is synchronous over a copy of the listeners; once is removed before its call; a throw skips the rest.
const EventEmitter = require('events');
const e = new EventEmitter();
e.on('x', () => { console.log('a'); e.on('x', () => console.log('added')); e.off('x', b); });
const b = () => console.log('b, removed but in the copy');
e.on('x', b);
e.once('x', () => console.log('once, left', e.listenerCount('x')));
e.prependListener('x', () => console.log('first'));
console.log(e.emit('x'), e.emit('nobody'));
e.removeAllListeners();
e.on('x', () => { throw new Error('stop'); }).on('x', () => console.log('never'));
try { e.emit('x'); } catch (error) { console.log(error.message); }
