// RANDOM: program 4
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setImmediate(() => log('immediate of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setImmediate(() => log('immediate of', e)); });
process.on('exit', (e) => { log('exit', e); queueMicrotask(() => log('micro of', e)); });
clearImmediate(i2);
clearTimeout(t0);
i0.ref();
i2.ref();
clearImmediate(i2);
block(3);
