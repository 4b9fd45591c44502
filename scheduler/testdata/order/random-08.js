// RANDOM: program 8
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
i0 = setImmediate(() => { log('macro 1');
block(3);
}
);
i1 = setImmediate(() => { log('macro 2');
clearTimeout(t0);
block(3);
}
);
t2 = setTimeout(() => { log('macro 3');
queueMicrotask(() => { log('micro 4');
block(3);
}
);
i0.unref();
t0 = setTimeout(() => { log('macro 5');
block(3);
}
, 1);
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 6');
i2 = setImmediate(() => { log('macro 7');
clearTimeout(t2);
block(3);
}
);
t0.refresh();
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 8');
t2.ref();
block(3);
}
, 1);
block(3);
