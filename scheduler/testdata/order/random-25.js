// RANDOM: program 25
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin);  });
process.on('unhandledRejection', (e) => { log('unhandled', e); queueMicrotask(() => log('micro of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { setTimeout(() => log('timer of', e), 1); block(3); } });
process.on('exit', (e) => { log('exit', e);  });
clearImmediate(i1);
queueMicrotask(() => { log('micro 1');
t2.unref();
process.nextTick(() => { log('tick 2');
clearTimeout(t0);
block(3);
}
);
i0.unref();
block(3);
}
);
const p3 = Promise.reject(new Error('rejection 3'));
queueMicrotask(() => { log('micro 4');
t1.ref();
block(3);
}
);
t0 = setTimeout(() => { log('macro 5');
process.nextTick(() => { log('tick 6');
queueMicrotask(() => { log('micro 7');
t0 = setTimeout(() => { log('macro 8');
t2.ref();
block(3);
throw 'error 9';
}
, 1);
block(3);
}
);
{ let n10 = 0;
const v10 = setInterval(() => { log('interval 10'); if (++n10 > 2) clearInterval(v10);
process.nextTick(() => log('tick of interval 10')); block(3); }, 1); }
block(3);
}
);
block(3);
}
, 1);
block(3);
