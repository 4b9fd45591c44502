// RANDOM: program 32
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); process.nextTick(() => log('tick of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e);  });
process.on('exit', (e) => { log('exit', e); setTimeout(() => log('timer of', e), 1); block(3); });
{ let n1 = 0;
const v1 = setInterval(() => { log('interval 1'); if (++n1 > 2) clearInterval(v1);
process.nextTick(() => log('tick of interval 1')); block(3); }, 1); }
clearImmediate(i0);
clearImmediate(i2);
process.nextTick(() => { log('tick 2');
clearTimeout(t2);
t1.unref();
t2 = setTimeout(() => { log('macro 3');
clearImmediate(i1);
block(3);
}
, 1);
block(3);
}
);
i1.ref();
block(3);
