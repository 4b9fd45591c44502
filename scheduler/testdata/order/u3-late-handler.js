// U3: a late handler: its callback, then rejectionHandled in the next drain
require('../prelude.js');
process.on('unhandledRejection', (r) => log('unhandled', r));
process.on('rejectionHandled', () => { log('handled late'); process.nextTick(() => log('tick')); });
const p = Promise.reject('x');
setTimeout(() => { p.catch((e) => { log('caught', e); process.nextTick(() => log('tick of catch')); }); }, 20);
setTimeout(() => log('next timer'), 60);
