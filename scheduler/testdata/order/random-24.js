// RANDOM: program 24
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
process.on('exit', (e) => { log('exit', e); setImmediate(() => log('immediate of', e)); });
i0.unref();
process.nextTick(() => { log('tick 1');
clearTimeout(t2);
i1.ref();
block(3);
}
);
process.nextTick(() => { log('tick 2');
process.nextTick(() => { log('tick 3');
block(3);
}
);
block(3);
}
);
process.nextTick(() => { log('tick 4');
{ let n5 = 0;
const v5 = setInterval(() => { log('interval 5'); if (++n5 > 2) clearInterval(v5);
process.nextTick(() => log('tick of interval 5')); block(3); }, 1); }
block(3);
throw 'error 6';
}
);
t0 = setTimeout(() => { log('macro 7');
clearTimeout(t1);
t1 = setTimeout(() => { log('macro 8');
block(3);
}
, 1);
i1 = setImmediate(() => { log('macro 9');
block(3);
}
);
block(3);
}
, 1);
block(3);
