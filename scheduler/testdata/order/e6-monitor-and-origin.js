// E6: the monitor is first and hears the origin
require('../prelude.js');
process.on('uncaughtException', (e, origin) => log('caught', e, origin));
process.on('uncaughtExceptionMonitor', (e, origin) => log('monitor', e, origin));
process.nextTick(() => { throw 'tick'; });
setTimeout(() => { Promise.reject(new Error('promise')); }, 1);
