// I5: a cleared immediate does not hold the loop
require('../prelude.js');
const a = setImmediate(() => log('never'));
clearImmediate(a);
log(a.hasRef());
setTimeout(() => log('never'), 60).unref();
process.on('exit', () => log('exit'));
