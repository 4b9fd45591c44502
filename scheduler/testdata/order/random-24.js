// RANDOM: program 24
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
queueMicrotask(() => { log('micro 1');
process.nextTick(() => { log('tick 2');
Promise.reject('rejection 3');
block(3);
}
);
block(3);
}
);
clearTimeout(t2);
i1.ref();
{ let n4 = 0;
const v4 = setInterval(() => { log('interval 4'); if (++n4 > 2) clearInterval(v4);
process.nextTick(() => log('tick of interval 4')); block(3); }, 1); }
block(3);
