// RANDOM: program 37
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setImmediate(() => log('immediate of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { queueMicrotask(() => log('micro of', e)); } });
process.on('exit', (e) => { log('exit', e); process.nextTick(() => log('tick of', e)); });
process.nextTick(() => { log('tick 1');
const p2 = Promise.reject(new Error('rejection 2'));
queueMicrotask(() => { p2.catch((e) => { log('handled', e); }); });
block(3);
}
);
queueMicrotask(() => { log('micro 3');
block(3);
}
);
i2.ref();
const p4 = Promise.reject(new Error('rejection 4'));
queueMicrotask(() => { p4.catch((e) => { log('handled', e); }); });
const p5 = Promise.reject(new Error('rejection 5'));
process.nextTick(() => { p5.catch((e) => { log('handled', e); }); });
block(3);
