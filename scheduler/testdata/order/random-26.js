// RANDOM: program 26
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); process.nextTick(() => log('tick of', e)); });
process.on('exit', (e) => { log('exit', e); setImmediate(() => log('immediate of', e)); });
clearImmediate(i1);
t1 = setTimeout(() => { log('macro 1');
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 2');
i0 = setImmediate(() => { log('macro 3');
i2 = setImmediate(() => { log('macro 4');
block(3);
}
);
process.nextTick(() => { log('tick 5');
block(3);
}
);
block(3);
}
);
block(3);
}
, 1);
clearImmediate(i0);
queueMicrotask(() => { log('micro 6');
queueMicrotask(() => { log('micro 7');
block(3);
throw 'error 8';
}
);
block(3);
}
);
block(3);
