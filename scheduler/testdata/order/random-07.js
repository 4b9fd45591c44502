// RANDOM: program 7
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
Promise.reject('rejection 1');
i0 = setImmediate(() => { log('macro 2');
t0 = setTimeout(() => { log('macro 3');
block(3);
}
, 1);
block(3);
throw 'error 4';
}
);
queueMicrotask(() => { log('micro 5');
block(3);
}
);
t0.refresh();
i2 = setImmediate(() => { log('macro 6');
block(3);
}
);
block(3);
