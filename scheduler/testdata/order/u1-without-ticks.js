// U1: also in a callback that queued neither a tick nor a microtask
require('../prelude.js');
process.on('unhandledRejection', (r) => log('unhandled', r));
setImmediate(() => { Promise.reject('x'); });
setImmediate(() => log('next'));
