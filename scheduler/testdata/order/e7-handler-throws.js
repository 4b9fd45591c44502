// E7: a throw in the handler is the end without an exit event
require('../prelude.js');
process.on('exit', (code) => log('never'));
process.on('uncaughtException', (e) => { log('caught', e); throw 'y'; });
setImmediate(() => { throw 'x'; });
setImmediate(() => log('never'));
