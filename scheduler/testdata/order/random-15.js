// RANDOM: program 15
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
process.nextTick(() => { log('tick 2');
process.nextTick(() => { log('tick 3');
t2 = setTimeout(() => { log('macro 4');
t2 = setTimeout(() => { log('macro 5');
block(3);
}
, 1);
i1.ref();
block(3);
}
, 1);
block(3);
}
);
block(3);
}
);
block(3);
}
);
i2 = setImmediate(() => { log('macro 6');
process.nextTick(() => { log('tick 7');
Promise.reject('rejection 8');
t1 = setTimeout(() => { log('macro 9');
clearImmediate(i0);
i2 = setImmediate(() => { log('macro 10');
queueMicrotask(() => { log('micro 11');
i1.unref();
queueMicrotask(() => { log('micro 12');
block(3);
}
);
block(3);
}
);
i0 = setImmediate(() => { log('macro 13');
Promise.reject('rejection 14');
process.nextTick(() => { log('tick 15');
t2 = setTimeout(() => { log('macro 16');
block(3);
}
, 1);
block(3);
}
);
i1 = setImmediate(() => { log('macro 17');
t1.refresh();
i2.ref();
block(3);
throw 'error 18';
}
);
block(3);
}
);
t2.refresh();
block(3);
}
);
block(3);
}
, 1);
block(3);
}
);
process.nextTick(() => { log('tick 19');
i1.unref();
clearTimeout(t0);
block(3);
}
);
block(3);
}
);
i1 = setImmediate(() => { log('macro 20');
Promise.reject('rejection 21');
queueMicrotask(() => { log('micro 22');
i2 = setImmediate(() => { log('macro 23');
queueMicrotask(() => { log('micro 24');
block(3);
throw 'error 25';
}
);
block(3);
}
);
i2.unref();
t0 = setTimeout(() => { log('macro 26');
t1 = setTimeout(() => { log('macro 27');
queueMicrotask(() => { log('micro 28');
process.nextTick(() => { log('tick 29');
t0 = setTimeout(() => { log('macro 30');
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 31');
block(3);
throw 'error 32';
}
, 1);
block(3);
}
);
i1 = setImmediate(() => { log('macro 33');
t1.ref();
block(3);
}
);
block(3);
throw 'error 34';
}
);
Promise.reject('rejection 35');
clearImmediate(i1);
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 36');
queueMicrotask(() => { log('micro 37');
i2 = setImmediate(() => { log('macro 38');
clearTimeout(t0);
block(3);
}
);
block(3);
}
);
block(3);
throw 'error 39';
}
, 1);
{ let n40 = 0;
const v40 = setInterval(() => { log('interval 40'); if (++n40 > 2) clearInterval(v40);
process.nextTick(() => log('tick of interval 40')); block(3); }, 1); }
block(3);
}
, 1);
block(3);
}
);
{ let n41 = 0;
const v41 = setInterval(() => { log('interval 41'); if (++n41 > 2) clearInterval(v41);
process.nextTick(() => log('tick of interval 41')); block(3); }, 1); }
block(3);
}
);
i0 = setImmediate(() => { log('macro 42');
queueMicrotask(() => { log('micro 43');
block(3);
}
);
t0 = setTimeout(() => { log('macro 44');
process.nextTick(() => { log('tick 45');
queueMicrotask(() => { log('micro 46');
t1.ref();
clearTimeout(t2);
t0 = setTimeout(() => { log('macro 47');
t1.refresh();
block(3);
}
, 1);
block(3);
}
);
t2 = setTimeout(() => { log('macro 48');
block(3);
}
, 1);
block(3);
}
);
block(3);
}
, 1);
block(3);
}
);
t1 = setTimeout(() => { log('macro 49');
t0 = setTimeout(() => { log('macro 50');
process.nextTick(() => { log('tick 51');
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
