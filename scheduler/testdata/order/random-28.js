// RANDOM: program 28
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setTimeout(() => log('timer of', e), 1); block(3); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setImmediate(() => log('immediate of', e)); });
process.on('exit', (e) => { log('exit', e); queueMicrotask(() => log('micro of', e)); });
queueMicrotask(() => { log('micro 1');
block(3);
}
);
process.nextTick(() => { log('tick 2');
i1 = setImmediate(() => { log('macro 3');
const p4 = Promise.reject(new Error('rejection 4'));
setImmediate(() => { p4.catch((e) => { log('handled', e); }); });
block(3);
}
);
i1 = setImmediate(() => { log('macro 5');
block(3);
throw 'error 6';
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 7');
block(3);
}
);
process.nextTick(() => { log('tick 8');
block(3);
}
);
clearImmediate(i1);
block(3);
