// EV5: with captureRejections the rejection of an async listener becomes 'error' in a tick.
const EventEmitter = require('events');
process.on('unhandledRejection', (error) => console.log('unhandled', error.message));
const e = new EventEmitter({ captureRejections: true });
e.on('error', (error) => console.log('error', error.message));
e.on('x', async () => { throw new Error('captured'); });
e.emit('x');
queueMicrotask(() => console.log('micro'));
process.nextTick(() => console.log('tick'));
const plain = new EventEmitter().on('x', async () => { throw new Error('not captured'); });
plain.emit('x');
