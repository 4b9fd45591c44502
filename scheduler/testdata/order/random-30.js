// RANDOM: program 30
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
Promise.reject('rejection 1');
t2 = setTimeout(() => { log('macro 2');
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 3');
t0 = setTimeout(() => { log('macro 4');
{ let n5 = 0;
const v5 = setInterval(() => { log('interval 5'); if (++n5 > 2) clearInterval(v5);
process.nextTick(() => log('tick of interval 5')); block(3); }, 1); }
i0.unref();
block(3);
}
, 1);
process.nextTick(() => { log('tick 6');
block(3);
}
);
{ let n7 = 0;
const v7 = setInterval(() => { log('interval 7'); if (++n7 > 2) clearInterval(v7);
process.nextTick(() => log('tick of interval 7')); block(3); }, 1); }
block(3);
}
, 1);
Promise.reject('rejection 8');
i1 = setImmediate(() => { log('macro 9');
t2.unref();
t0.refresh();
block(3);
}
);
block(3);
