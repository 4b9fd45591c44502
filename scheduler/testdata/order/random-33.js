// RANDOM: program 33
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e) => { log('caught', e); });
process.on('unhandledRejection', (e) => { log('unhandled', e); });
process.on('exit', (c) => { log('exit', c); });
{ let n1 = 0;
const v1 = setInterval(() => { log('interval 1'); if (++n1 > 2) clearInterval(v1);
process.nextTick(() => log('tick of interval 1')); block(3); }, 1); }
t1 = setTimeout(() => { log('macro 2');
block(3);
}
, 1);
Promise.reject('rejection 3');
i0.ref();
block(3);
