// RANDOM: program 9
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
process.on('exit', (e) => { log('exit', e); process.nextTick(() => log('tick of', e)); });
i2 = setImmediate(() => { log('macro 1');
block(3);
}
);
process.nextTick(() => { log('tick 2');
block(3);
}
);
i0 = setImmediate(() => { log('macro 3');
block(3);
}
);
clearTimeout(t1);
queueMicrotask(() => { log('micro 4');
block(3);
}
);
block(3);
