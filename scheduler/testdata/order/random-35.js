// RANDOM: program 35
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
i1 = setImmediate(() => { log('macro 1');
block(3);
}
);
process.nextTick(() => { log('tick 2');
i2 = setImmediate(() => { log('macro 3');
queueMicrotask(() => { log('micro 4');
i0 = setImmediate(() => { log('macro 5');
queueMicrotask(() => { log('micro 6');
block(3);
}
);
process.nextTick(() => { log('tick 7');
t1 = setTimeout(() => { log('macro 8');
t2 = setTimeout(() => { log('macro 9');
block(3);
}
, 1);
clearImmediate(i1);
block(3);
}
, 1);
queueMicrotask(() => { log('micro 10');
block(3);
}
);
i1 = setImmediate(() => { log('macro 11');
t1 = setTimeout(() => { log('macro 12');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 13');
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
block(3);
}
);
block(3);
}
);
t0 = setTimeout(() => { log('macro 14');
clearTimeout(t1);
process.nextTick(() => { log('tick 15');
t1 = setTimeout(() => { log('macro 16');
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 17');
clearTimeout(t2);
block(3);
}
, 1);
block(3);
}
);
block(3);
}
, 1);
t0.unref();
i0.unref();
block(3);
