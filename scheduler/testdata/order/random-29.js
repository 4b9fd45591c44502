// RANDOM: program 29
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
t1.ref();
t2 = setTimeout(() => { log('macro 1');
{ let n2 = 0;
const v2 = setInterval(() => { log('interval 2'); if (++n2 > 2) clearInterval(v2);
process.nextTick(() => log('tick of interval 2')); block(3); }, 1); }
block(3);
}
, 1);
clearImmediate(i0);
queueMicrotask(() => { log('micro 3');
t2 = setTimeout(() => { log('macro 4');
{ let n5 = 0;
const v5 = setInterval(() => { log('interval 5'); if (++n5 > 2) clearInterval(v5);
process.nextTick(() => log('tick of interval 5')); block(3); }, 1); }
t2.ref();
block(3);
throw 'error 6';
}
, 1);
queueMicrotask(() => { log('micro 7');
queueMicrotask(() => { log('micro 8');
process.nextTick(() => { log('tick 9');
clearTimeout(t1);
block(3);
throw 'error 10';
}
);
i0 = setImmediate(() => { log('macro 11');
Promise.reject('rejection 12');
process.nextTick(() => { log('tick 13');
t0.ref();
queueMicrotask(() => { log('micro 14');
t0 = setTimeout(() => { log('macro 15');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 16');
block(3);
}
);
t2 = setTimeout(() => { log('macro 17');
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
block(3);
}
);
i0 = setImmediate(() => { log('macro 18');
process.nextTick(() => { log('tick 19');
i1 = setImmediate(() => { log('macro 20');
queueMicrotask(() => { log('micro 21');
t1 = setTimeout(() => { log('macro 22');
block(3);
}
, 1);
t0.refresh();
t0 = setTimeout(() => { log('macro 23');
block(3);
}
, 1);
block(3);
}
);
block(3);
}
);
i0.ref();
t0 = setTimeout(() => { log('macro 24');
i2 = setImmediate(() => { log('macro 25');
i0.unref();
block(3);
}
);
block(3);
throw 'error 26';
}
, 1);
block(3);
}
);
i2 = setImmediate(() => { log('macro 27');
queueMicrotask(() => { log('micro 28');
t1 = setTimeout(() => { log('macro 29');
t0 = setTimeout(() => { log('macro 30');
block(3);
}
, 1);
Promise.reject('rejection 31');
t2 = setTimeout(() => { log('macro 32');
block(3);
}
, 1);
block(3);
}
, 1);
block(3);
}
);
t0.ref();
block(3);
throw 'error 33';
}
);
process.nextTick(() => { log('tick 34');
process.nextTick(() => { log('tick 35');
t1.refresh();
block(3);
}
);
i0 = setImmediate(() => { log('macro 36');
i0 = setImmediate(() => { log('macro 37');
t1.unref();
block(3);
}
);
Promise.reject('rejection 38');
block(3);
}
);
t1 = setTimeout(() => { log('macro 39');
i1 = setImmediate(() => { log('macro 40');
process.nextTick(() => { log('tick 41');
block(3);
}
);
clearImmediate(i1);
block(3);
}
);
i0.ref();
block(3);
}
, 1);
block(3);
}
);
block(3);
}
);
t0 = setTimeout(() => { log('macro 42');
queueMicrotask(() => { log('micro 43');
queueMicrotask(() => { log('micro 44');
{ let n45 = 0;
const v45 = setInterval(() => { log('interval 45'); if (++n45 > 2) clearInterval(v45);
process.nextTick(() => log('tick of interval 45')); block(3); }, 1); }
block(3);
}
);
process.nextTick(() => { log('tick 46');
block(3);
}
);
block(3);
}
);
i1.ref();
{ let n47 = 0;
const v47 = setInterval(() => { log('interval 47'); if (++n47 > 2) clearInterval(v47);
process.nextTick(() => log('tick of interval 47')); block(3); }, 1); }
block(3);
throw 'error 48';
}
, 1);
block(3);
}
);
block(3);
}
);
{ let n49 = 0;
const v49 = setInterval(() => { log('interval 49'); if (++n49 > 2) clearInterval(v49);
process.nextTick(() => log('tick of interval 49')); block(3); }, 1); }
block(3);
