// RANDOM: program 27
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); process.nextTick(() => log('tick of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e);  });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) {  } });
process.on('exit', (e) => { log('exit', e);  });
clearImmediate(i0);
i0 = setImmediate(() => { log('macro 1');
block(3);
}
);
clearImmediate(i0);
i2 = setImmediate(() => { log('macro 2');
{ let n3 = 0;
const v3 = setInterval(() => { log('interval 3'); if (++n3 > 2) clearInterval(v3);
process.nextTick(() => log('tick of interval 3')); block(3); }, 1); }
process.nextTick(() => { log('tick 4');
block(3);
}
);
block(3);
}
);
{ let n5 = 0;
const v5 = setInterval(() => { log('interval 5'); if (++n5 > 2) clearInterval(v5);
process.nextTick(() => log('tick of interval 5')); block(3); }, 1); }
block(3);
