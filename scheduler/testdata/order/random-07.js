// RANDOM: program 7
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); queueMicrotask(() => log('micro of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e);  });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { process.nextTick(() => log('tick of', e)); } });
process.on('exit', (e) => { log('exit', e);  });
t0 = setTimeout(() => { log('macro 1');
block(3);
throw 'error 2';
}
, 1);
queueMicrotask(() => { log('micro 3');
block(3);
}
);
t0.refresh();
i2 = setImmediate(() => { log('macro 4');
block(3);
}
);
t1 = setTimeout(() => { log('macro 5');
block(3);
}
, 1);
block(3);
