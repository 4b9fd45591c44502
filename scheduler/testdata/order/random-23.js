// RANDOM: program 23
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setImmediate(() => log('immediate of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setTimeout(() => log('timer of', e), 1); block(3); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) {  } });
process.on('exit', (e) => { log('exit', e);  });
clearTimeout(t0);
clearImmediate(i0);
t1 = setTimeout(() => { log('macro 1');
block(3);
}
, 1);
process.nextTick(() => { log('tick 2');
i2 = setImmediate(() => { log('macro 3');
process.nextTick(() => { log('tick 4');
const p5 = Promise.reject(new Error('rejection 5'));
queueMicrotask(() => { log('micro 6');
block(3);
}
);
const p7 = Promise.reject(new Error('rejection 7'));
setImmediate(() => { p7.catch((e) => { log('handled', e); }); });
block(3);
}
);
i1.ref();
block(3);
}
);
i0 = setImmediate(() => { log('macro 8');
i2 = setImmediate(() => { log('macro 9');
block(3);
}
);
block(3);
}
);
t0.ref();
block(3);
}
);
clearImmediate(i1);
block(3);
