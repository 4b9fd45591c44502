// RANDOM: program 22
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setTimeout(() => log('timer of', e), 1); block(3); });
process.on('unhandledRejection', (e) => { log('unhandled', e); process.nextTick(() => log('tick of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { queueMicrotask(() => log('micro of', e)); } });
process.on('exit', (e) => { log('exit', e); setTimeout(() => log('timer of', e), 1); block(3); });
process.nextTick(() => { log('tick 1');
t2 = setTimeout(() => { log('macro 2');
block(3);
}
, 1);
i2.unref();
t1 = setTimeout(() => { log('macro 3');
const p4 = Promise.reject(new Error('rejection 4'));
process.nextTick(() => { p4.catch((e) => { log('handled', e); }); });
block(3);
}
, 1);
block(3);
}
);
t0 = setTimeout(() => { log('macro 5');
i1 = setImmediate(() => { log('macro 6');
t2.unref();
block(3);
}
);
i1.unref();
block(3);
}
, 1);
i0 = setImmediate(() => { log('macro 7');
block(3);
}
);
process.nextTick(() => { log('tick 8');
const p9 = Promise.reject(new Error('rejection 9'));
process.nextTick(() => { p9.catch((e) => { log('handled', e); }); });
clearTimeout(t1);
i2 = setImmediate(() => { log('macro 10');
block(3);
}
);
block(3);
}
);
{ let n11 = 0;
const v11 = setInterval(() => { log('interval 11'); if (++n11 > 2) clearInterval(v11);
process.nextTick(() => log('tick of interval 11')); block(3); }, 1); }
block(3);
