// F1: messages: each in its own scope, all that are queued in one poll
require('../prelude.js');
const c = channel();
c.b.on('message', (m) => { log('message', m); process.nextTick(() => log('tick', m)); queueMicrotask(() => log('micro', m)); if (m === 3) c.b.close(); });
setImmediate(() => { log('immediate'); setImmediate(() => log('immediate 2')); c.a.postMessage(1); c.a.postMessage(2); c.a.postMessage(3); });
