// U4: and if nobody handles that, the end
require('../prelude.js');
process.on('exit', (code) => log('exit', code));
setTimeout(() => { Promise.reject('x'); process.nextTick(() => log('tick')); }, 1);
setTimeout(() => log('never'), 1);
block(10);
