// RANDOM: program 11
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setTimeout(() => log('timer of', e), 1); block(3); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setTimeout(() => log('timer of', e), 1); block(3); });
process.on('exit', (e) => { log('exit', e);  });
queueMicrotask(() => { log('micro 1');
block(3);
}
);
{ let n2 = 0;
const v2 = setInterval(() => { log('interval 2'); if (++n2 > 2) clearInterval(v2);
process.nextTick(() => log('tick of interval 2')); block(3); }, 1); }
t2 = setTimeout(() => { log('macro 3');
block(3);
}
, 1);
clearImmediate(i0);
queueMicrotask(() => { log('micro 4');
i1 = setImmediate(() => { log('macro 5');
t0 = setTimeout(() => { log('macro 6');
i2 = setImmediate(() => { log('macro 7');
clearImmediate(i1);
block(3);
}
);
block(3);
}
, 1);
{ let n8 = 0;
const v8 = setInterval(() => { log('interval 8'); if (++n8 > 2) clearInterval(v8);
process.nextTick(() => log('tick of interval 8')); block(3); }, 1); }
i1.ref();
block(3);
}
);
{ let n9 = 0;
const v9 = setInterval(() => { log('interval 9'); if (++n9 > 2) clearInterval(v9);
process.nextTick(() => log('tick of interval 9')); block(3); }, 1); }
block(3);
}
);
block(3);
