// E6: a capture callback wins over the event
require('../prelude.js');
process.setUncaughtExceptionCaptureCallback((e) => log('captured', e));
setImmediate(() => { process.nextTick(() => log('tick')); throw 'x'; });
setImmediate(() => log('next'));
