// RANDOM: program 39
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin);  });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) {  } });
process.on('exit', (e) => { log('exit', e); setImmediate(() => log('immediate of', e)); });
t0 = setTimeout(() => { log('macro 1');
clearTimeout(t2);
i2 = setImmediate(() => { log('macro 2');
clearImmediate(i0);
block(3);
}
);
i1.ref();
block(3);
}
, 1);
clearImmediate(i1);
queueMicrotask(() => { log('micro 3');
i1.ref();
clearTimeout(t2);
const p4 = Promise.reject(new Error('rejection 4'));
setImmediate(() => { p4.catch((e) => { log('handled', e); }); });
block(3);
}
);
i2 = setImmediate(() => { log('macro 5');
block(3);
}
);
block(3);
