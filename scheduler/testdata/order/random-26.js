// RANDOM: program 26
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
t1 = setTimeout(() => { log('macro 1');
queueMicrotask(() => { log('micro 2');
t1 = setTimeout(() => { log('macro 3');
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 4');
i0 = setImmediate(() => { log('macro 5');
i2 = setImmediate(() => { log('macro 6');
block(3);
}
);
process.nextTick(() => { log('tick 7');
block(3);
}
);
block(3);
}
);
block(3);
}
, 1);
block(3);
}
);
process.nextTick(() => { log('tick 8');
t1 = setTimeout(() => { log('macro 9');
block(3);
}
, 1);
block(3);
}
);
Promise.reject('rejection 10');
block(3);
}
, 1);
Promise.reject('rejection 11');
clearImmediate(i0);
{ let n12 = 0;
const v12 = setInterval(() => { log('interval 12'); if (++n12 > 2) clearInterval(v12);
process.nextTick(() => log('tick of interval 12')); block(3); }, 1); }
block(3);
