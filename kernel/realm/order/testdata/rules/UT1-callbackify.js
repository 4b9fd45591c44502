// UT1: callbackify calls back in a tick that a microtask makes; a throw there is an uncaught exception.
const util = require('util');
process.on('uncaughtException', (e, origin) => console.log('caught', e.message, origin));
util.callbackify(async () => 'v')((e, v) => { console.log('called back', v); throw new Error('in the callback'); });
util.callbackify(async () => { throw null; })((e) => console.log(e.code, e.reason));
queueMicrotask(() => console.log('micro'));
process.nextTick(() => console.log('tick'));
