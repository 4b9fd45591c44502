// RANDOM: program 1
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setTimeout(() => log('timer of', e), 1); block(3); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setTimeout(() => log('timer of', e), 1); block(3); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) {  } });
process.on('exit', (e) => { log('exit', e); setTimeout(() => log('timer of', e), 1); block(3); });
i2.unref();
i0.ref();
const p1 = Promise.reject(new Error('rejection 1'));
queueMicrotask(() => { p1.catch((e) => { log('handled', e); }); });
process.nextTick(() => { log('tick 2');
clearTimeout(t1);
t0.refresh();
block(3);
}
);
t1 = setTimeout(() => { log('macro 3');
i0 = setImmediate(() => { log('macro 4');
queueMicrotask(() => { log('micro 5');
block(3);
}
);
const p6 = Promise.reject(new Error('rejection 6'));
setImmediate(() => { p6.catch((e) => { log('handled', e); }); });
block(3);
}
);
process.nextTick(() => { log('tick 7');
queueMicrotask(() => { log('micro 8');
process.nextTick(() => { log('tick 9');
process.nextTick(() => { log('tick 10');
block(3);
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 11');
block(3);
}
);
block(3);
throw 'error 12';
}
);
i1 = setImmediate(() => { log('macro 13');
queueMicrotask(() => { log('micro 14');
block(3);
}
);
block(3);
}
);
block(3);
}
);
block(3);
throw 'error 15';
}
, 1);
block(3);
