// RANDOM: program 11
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
i2.unref();
queueMicrotask(() => { log('micro 1');
block(3);
}
);
{ let n2 = 0;
const v2 = setInterval(() => { log('interval 2'); if (++n2 > 2) clearInterval(v2);
process.nextTick(() => log('tick of interval 2')); block(3); }, 1); }
t2 = setTimeout(() => { log('macro 3');
block(3);
}
, 1);
block(3);
