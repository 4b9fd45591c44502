// RANDOM: program 27
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
t0 = setTimeout(() => { log('macro 2');
queueMicrotask(() => { log('micro 3');
i0 = setImmediate(() => { log('macro 4');
block(3);
}
);
i2 = setImmediate(() => { log('macro 5');
{ let n6 = 0;
const v6 = setInterval(() => { log('interval 6'); if (++n6 > 2) clearInterval(v6);
process.nextTick(() => log('tick of interval 6')); block(3); }, 1); }
process.nextTick(() => { log('tick 7');
block(3);
}
);
block(3);
}
);
block(3);
}
);
t2 = setTimeout(() => { log('macro 8');
Promise.reject('rejection 9');
block(3);
throw 'error 10';
}
, 1);
i1 = setImmediate(() => { log('macro 11');
t2.unref();
queueMicrotask(() => { log('micro 12');
{ let n13 = 0;
const v13 = setInterval(() => { log('interval 13'); if (++n13 > 2) clearInterval(v13);
process.nextTick(() => log('tick of interval 13')); block(3); }, 1); }
block(3);
}
);
block(3);
}
);
block(3);
}
, 1);
clearImmediate(i1);
clearImmediate(i1);
block(3);
