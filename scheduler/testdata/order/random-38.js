// RANDOM: program 38
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
process.nextTick(() => { log('tick 1');
block(3);
}
);
Promise.reject('rejection 2');
process.nextTick(() => { log('tick 3');
block(3);
}
);
clearTimeout(t1);
t1 = setTimeout(() => { log('macro 4');
{ let n5 = 0;
const v5 = setInterval(() => { log('interval 5'); if (++n5 > 2) clearInterval(v5);
process.nextTick(() => log('tick of interval 5')); block(3); }, 1); }
clearImmediate(i1);
block(3);
throw 'error 6';
}
, 1);
block(3);
