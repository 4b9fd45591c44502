// RANDOM: program 5
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setImmediate(() => log('immediate of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setImmediate(() => log('immediate of', e)); });
process.on('exit', (e) => { log('exit', e);  });
clearTimeout(t1);
clearImmediate(i0);
i0 = setImmediate(() => { log('macro 1');
block(3);
}
);
queueMicrotask(() => { log('micro 2');
process.nextTick(() => { log('tick 3');
queueMicrotask(() => { log('micro 4');
block(3);
}
);
const p5 = Promise.reject(new Error('rejection 5'));
setImmediate(() => { p5.catch((e) => { log('handled', e); }); });
block(3);
}
);
{ let n6 = 0;
const v6 = setInterval(() => { log('interval 6'); if (++n6 > 2) clearInterval(v6);
process.nextTick(() => log('tick of interval 6')); block(3); }, 1); }
block(3);
throw 'error 7';
}
);
queueMicrotask(() => { log('micro 8');
const p9 = Promise.reject(new Error('rejection 9'));
process.nextTick(() => { p9.catch((e) => { log('handled', e); }); });
t0 = setTimeout(() => { log('macro 10');
block(3);
}
, 1);
{ let n11 = 0;
const v11 = setInterval(() => { log('interval 11'); if (++n11 > 2) clearInterval(v11);
process.nextTick(() => log('tick of interval 11')); block(3); }, 1); }
block(3);
}
);
block(3);
