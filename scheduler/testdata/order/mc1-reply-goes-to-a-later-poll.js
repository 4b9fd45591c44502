// MC1: a reply goes to a later poll, the check phase comes between
require('../prelude.js');
const c = channel();
c.a.on('message', (m) => { log('a got', m); c.a.close(); });
c.b.on('message', (m) => { log('b got', m); if (m === 'x') { c.b.postMessage('reply'); setImmediate(() => log('immediate')); } });
c.a.postMessage('x');
c.a.postMessage('y');
