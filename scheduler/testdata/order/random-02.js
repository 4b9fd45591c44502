// RANDOM: program 2
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin);  });
process.on('unhandledRejection', (e) => { log('unhandled', e); process.nextTick(() => log('tick of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) {  } });
process.on('exit', (e) => { log('exit', e); process.nextTick(() => log('tick of', e)); });
i1 = setImmediate(() => { log('macro 1');
t2 = setTimeout(() => { log('macro 2');
block(3);
}
, 1);
block(3);
}
);
t2 = setTimeout(() => { log('macro 3');
block(3);
throw 'error 4';
}
, 1);
i0 = setImmediate(() => { log('macro 5');
process.nextTick(() => { log('tick 6');
process.nextTick(() => { log('tick 7');
i1.ref();
i0.unref();
t1 = setTimeout(() => { log('macro 8');
block(3);
}
, 1);
block(3);
}
);
queueMicrotask(() => { log('micro 9');
block(3);
}
);
block(3);
}
);
clearTimeout(t0);
block(3);
}
);
process.nextTick(() => { log('tick 10');
{ let n11 = 0;
const v11 = setInterval(() => { log('interval 11'); if (++n11 > 2) clearInterval(v11);
process.nextTick(() => log('tick of interval 11')); block(3); }, 1); }
block(3);
}
);
clearImmediate(i0);
block(3);
