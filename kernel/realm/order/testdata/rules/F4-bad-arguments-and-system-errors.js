// F4: bad arguments throw or reject; system errors go to the callback.
const fs = require('fs');
try { fs.stat(1, () => {}); } catch (e) { console.log('thrown', e.code); }
try { fs.stat('x'); } catch (e) { console.log('thrown', e.code); }
fs.promises.stat(1).catch((e) => console.log('rejected', e.code));
fs.stat('./not/there', (e) => console.log('callback', e.code, e.syscall));
console.log('main');
