// RANDOM: program 6
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
process.nextTick(() => { log('tick 1');
block(3);
}
);
i0.ref();
Promise.reject('rejection 2');
clearImmediate(i2);
queueMicrotask(() => { log('micro 3');
block(3);
throw 'error 4';
}
);
block(3);
