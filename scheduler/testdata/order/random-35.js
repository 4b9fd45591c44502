// RANDOM: program 35
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); queueMicrotask(() => log('micro of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); queueMicrotask(() => log('micro of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { setTimeout(() => log('timer of', e), 1); block(3); } });
process.on('exit', (e) => { log('exit', e);  });
i1 = setImmediate(() => { log('macro 1');
i1 = setImmediate(() => { log('macro 2');
queueMicrotask(() => { log('micro 3');
i0 = setImmediate(() => { log('macro 4');
queueMicrotask(() => { log('micro 5');
block(3);
}
);
process.nextTick(() => { log('tick 6');
t1 = setTimeout(() => { log('macro 7');
t2 = setTimeout(() => { log('macro 8');
block(3);
}
, 1);
clearImmediate(i1);
block(3);
}
, 1);
queueMicrotask(() => { log('micro 9');
block(3);
}
);
i1 = setImmediate(() => { log('macro 10');
t1 = setTimeout(() => { log('macro 11');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 12');
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
}
);
i0.ref();
i0.ref();
block(3);
}
);
const p13 = Promise.reject(new Error('rejection 13'));
clearTimeout(t2);
block(3);
}
);
block(3);
}
);
process.nextTick(() => { log('tick 14');
t1 = setTimeout(() => { log('macro 15');
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 16');
clearTimeout(t2);
block(3);
}
, 1);
block(3);
}
);
i1 = setImmediate(() => { log('macro 17');
block(3);
}
);
i0.unref();
clearTimeout(t0);
block(3);
