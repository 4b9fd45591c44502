// RANDOM: program 17
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
i0.ref();
t1 = setTimeout(() => { log('macro 1');
t2.unref();
queueMicrotask(() => { log('micro 2');
block(3);
}
);
block(3);
}
, 1);
queueMicrotask(() => { log('micro 3');
queueMicrotask(() => { log('micro 4');
block(3);
}
);
Promise.reject('rejection 5');
t2 = setTimeout(() => { log('macro 6');
t1 = setTimeout(() => { log('macro 7');
t0 = setTimeout(() => { log('macro 8');
queueMicrotask(() => { log('micro 9');
i0.ref();
clearTimeout(t2);
t1 = setTimeout(() => { log('macro 10');
i0 = setImmediate(() => { log('macro 11');
block(3);
}
);
queueMicrotask(() => { log('micro 12');
block(3);
}
);
block(3);
}
, 1);
block(3);
}
);
Promise.reject('rejection 13');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 14');
process.nextTick(() => { log('tick 15');
i0 = setImmediate(() => { log('macro 16');
clearImmediate(i2);
queueMicrotask(() => { log('micro 17');
block(3);
}
);
i2.ref();
block(3);
}
);
i2 = setImmediate(() => { log('macro 18');
t1 = setTimeout(() => { log('macro 19');
block(3);
}
, 1);
i1 = setImmediate(() => { log('macro 20');
block(3);
}
);
clearTimeout(t0);
block(3);
}
);
block(3);
}
);
process.nextTick(() => { log('tick 21');
process.nextTick(() => { log('tick 22');
block(3);
}
);
i0 = setImmediate(() => { log('macro 23');
{ let n24 = 0;
const v24 = setInterval(() => { log('interval 24'); if (++n24 > 2) clearInterval(v24);
process.nextTick(() => log('tick of interval 24')); block(3); }, 1); }
block(3);
}
);
t1 = setTimeout(() => { log('macro 25');
queueMicrotask(() => { log('micro 26');
block(3);
}
);
block(3);
}
, 1);
block(3);
}
);
queueMicrotask(() => { log('micro 27');
t0 = setTimeout(() => { log('macro 28');
queueMicrotask(() => { log('micro 29');
block(3);
}
);
t1 = setTimeout(() => { log('macro 30');
block(3);
}
, 1);
block(3);
}
, 1);
t1.refresh();
block(3);
}
);
block(3);
}
);
block(3);
}
, 1);
block(3);
}
, 1);
block(3);
}
);
i2.ref();
i0 = setImmediate(() => { log('macro 31');
clearImmediate(i2);
block(3);
}
);
block(3);
