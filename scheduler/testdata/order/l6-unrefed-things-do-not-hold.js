// L6: unref-ed timers, intervals, immediates and ports do not keep the loop
require('../prelude.js');
setTimeout(() => log('never'), 50).unref();
setInterval(() => log('never'), 50).unref();
setImmediate(() => log('never')).unref();
const c = channel();
c.a.on('message', () => log('never'));
c.a.unref();
process.on('exit', (code) => log('exit', code));
