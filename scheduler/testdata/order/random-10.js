// RANDOM: program 10
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
process.nextTick(() => { log('tick 3');
{ let n4 = 0;
const v4 = setInterval(() => { log('interval 4'); if (++n4 > 2) clearInterval(v4);
process.nextTick(() => log('tick of interval 4')); block(3); }, 1); }
{ let n5 = 0;
const v5 = setInterval(() => { log('interval 5'); if (++n5 > 2) clearInterval(v5);
process.nextTick(() => log('tick of interval 5')); block(3); }, 1); }
i2 = setImmediate(() => { log('macro 6');
block(3);
}
);
block(3);
}
);
block(3);
}
, 1);
t0 = setTimeout(() => { log('macro 7');
queueMicrotask(() => { log('micro 8');
block(3);
throw 'error 9';
}
);
Promise.reject('rejection 10');
block(3);
}
, 1);
i1 = setImmediate(() => { log('macro 11');
block(3);
}
);
block(3);
