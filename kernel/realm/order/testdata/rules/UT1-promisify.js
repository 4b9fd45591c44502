// UT1: promisify resolves when the callback is called.
const util = require('util');
const later = util.promisify((v, cb) => setImmediate(() => { cb(null, v); console.log('called'); process.nextTick(() => console.log('tick')); }));
later('v').then((v) => console.log('resolved', v));
util.promisify((cb) => cb(new Error('boom')))().catch((e) => console.log('rejected', e.message));
