// MC1: the first turn: due timers, then messages, then immediates
require('../prelude.js');
const c = channel();
setImmediate(() => log('immediate'));
setTimeout(() => log('timer'), 1);
c.b.on('message', (m) => { log('message', m); c.b.close(); });
c.a.postMessage('m');
block(10);
