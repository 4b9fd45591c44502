// X4: a throw in an exit listener skips the rest
require('../prelude.js');
process.on('exit', (code) => { log('exit', code); queueMicrotask(() => log('never')); if (code === 0) throw 'x'; });
process.on('exit', (code) => log('second listener', code));
