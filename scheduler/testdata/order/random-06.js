// RANDOM: program 6
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); process.nextTick(() => log('tick of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { process.nextTick(() => log('tick of', e)); } });
process.on('exit', (e) => { log('exit', e);  });
i1 = setImmediate(() => { log('macro 1');
block(3);
}
);
clearImmediate(i2);
queueMicrotask(() => { log('micro 2');
block(3);
throw 'error 3';
}
);
i0.unref();
const p4 = Promise.reject(new Error('rejection 4'));
queueMicrotask(() => { p4.catch((e) => { log('handled', e); }); });
block(3);
