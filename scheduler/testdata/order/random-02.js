// RANDOM: program 2
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
t0 = setTimeout(() => { log('macro 1');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 2');
t1 = setTimeout(() => { log('macro 3');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 4');
t2 = setTimeout(() => { log('macro 5');
block(3);
throw 'error 6';
}
, 1);
block(3);
}
);
block(3);
}
);
i2.ref();
t0 = setTimeout(() => { log('macro 7');
t1.unref();
block(3);
}
, 1);
i0.unref();
block(3);
