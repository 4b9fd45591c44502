// RANDOM: program 1
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e) => { log('caught', e); });
process.on('unhandledRejection', (e) => { log('unhandled', e); });
process.on('exit', (c) => { log('exit', c); });
clearImmediate(i2);
t2.ref();
queueMicrotask(() => { log('micro 1');
t1.unref();
block(3);
}
);
Promise.reject('rejection 2');
i0 = setImmediate(() => { log('macro 3');
block(3);
}
);
block(3);
