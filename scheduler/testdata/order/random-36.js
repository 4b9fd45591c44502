// RANDOM: program 36
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setImmediate(() => log('immediate of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setTimeout(() => log('timer of', e), 1); block(3); });
process.on('exit', (e) => { log('exit', e); process.nextTick(() => log('tick of', e)); });
clearImmediate(i0);
t1.unref();
t1 = setTimeout(() => { log('macro 1');
queueMicrotask(() => { log('micro 2');
i2 = setImmediate(() => { log('macro 3');
t0.ref();
{ let n4 = 0;
const v4 = setInterval(() => { log('interval 4'); if (++n4 > 2) clearInterval(v4);
process.nextTick(() => log('tick of interval 4')); block(3); }, 1); }
process.nextTick(() => { log('tick 5');
block(3);
}
);
block(3);
}
);
i2.ref();
block(3);
throw 'error 6';
}
);
i2 = setImmediate(() => { log('macro 7');
block(3);
throw 'error 8';
}
);
block(3);
}
, 1);
queueMicrotask(() => { log('micro 9');
i2 = setImmediate(() => { log('macro 10');
block(3);
}
);
block(3);
}
);
block(3);
