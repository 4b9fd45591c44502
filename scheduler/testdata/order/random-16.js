// RANDOM: program 16
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
i2 = setImmediate(() => { log('macro 2');
block(3);
}
);
block(3);
}
);
i1 = setImmediate(() => { log('macro 3');
t1 = setTimeout(() => { log('macro 4');
block(3);
}
, 1);
block(3);
}
);
t1.refresh();
process.nextTick(() => { log('tick 5');
t0 = setTimeout(() => { log('macro 6');
i2 = setImmediate(() => { log('macro 7');
t0.unref();
t1.ref();
Promise.reject('rejection 8');
block(3);
throw 'error 9';
}
);
{ let n10 = 0;
const v10 = setInterval(() => { log('interval 10'); if (++n10 > 2) clearInterval(v10);
process.nextTick(() => log('tick of interval 10')); block(3); }, 1); }
{ let n11 = 0;
const v11 = setInterval(() => { log('interval 11'); if (++n11 > 2) clearInterval(v11);
process.nextTick(() => log('tick of interval 11')); block(3); }, 1); }
block(3);
}
, 1);
block(3);
}
);
t2 = setTimeout(() => { log('macro 12');
block(3);
throw 'error 13';
}
, 1);
block(3);
