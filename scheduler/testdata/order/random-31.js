// RANDOM: program 31
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
i0 = setImmediate(() => { log('macro 2');
queueMicrotask(() => { log('micro 3');
process.nextTick(() => { log('tick 4');
i0.ref();
{ let n5 = 0;
const v5 = setInterval(() => { log('interval 5'); if (++n5 > 2) clearInterval(v5);
process.nextTick(() => log('tick of interval 5')); block(3); }, 1); }
Promise.reject('rejection 6');
block(3);
throw 'error 7';
}
);
block(3);
}
);
i2.ref();
queueMicrotask(() => { log('micro 8');
block(3);
}
);
block(3);
}
);
clearTimeout(t0);
clearImmediate(i2);
block(3);
}
);
i2 = setImmediate(() => { log('macro 9');
t1 = setTimeout(() => { log('macro 10');
t2 = setTimeout(() => { log('macro 11');
process.nextTick(() => { log('tick 12');
t1 = setTimeout(() => { log('macro 13');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 14');
t0 = setTimeout(() => { log('macro 15');
queueMicrotask(() => { log('micro 16');
block(3);
}
);
t2 = setTimeout(() => { log('macro 17');
block(3);
}
, 1);
t0 = setTimeout(() => { log('macro 18');
block(3);
}
, 1);
block(3);
}
, 1);
t0 = setTimeout(() => { log('macro 19');
block(3);
}
, 1);
i1 = setImmediate(() => { log('macro 20');
t2 = setTimeout(() => { log('macro 21');
block(3);
}
, 1);
clearTimeout(t1);
block(3);
}
);
block(3);
throw 'error 22';
}
);
i2 = setImmediate(() => { log('macro 23');
t0 = setTimeout(() => { log('macro 24');
t1.unref();
block(3);
}
, 1);
t0 = setTimeout(() => { log('macro 25');
clearImmediate(i0);
queueMicrotask(() => { log('micro 26');
block(3);
}
);
{ let n27 = 0;
const v27 = setInterval(() => { log('interval 27'); if (++n27 > 2) clearInterval(v27);
process.nextTick(() => log('tick of interval 27')); block(3); }, 1); }
block(3);
}
, 1);
Promise.reject('rejection 28');
block(3);
throw 'error 29';
}
);
block(3);
}
);
block(3);
throw 'error 30';
}
, 1);
Promise.reject('rejection 31');
t1.unref();
block(3);
throw 'error 32';
}
, 1);
Promise.reject('rejection 33');
block(3);
throw 'error 34';
}
);
i1.ref();
process.nextTick(() => { log('tick 35');
t1 = setTimeout(() => { log('macro 36');
queueMicrotask(() => { log('micro 37');
block(3);
}
);
t2 = setTimeout(() => { log('macro 38');
i2 = setImmediate(() => { log('macro 39');
block(3);
}
);
t2 = setTimeout(() => { log('macro 40');
process.nextTick(() => { log('tick 41');
block(3);
}
);
process.nextTick(() => { log('tick 42');
{ let n43 = 0;
const v43 = setInterval(() => { log('interval 43'); if (++n43 > 2) clearInterval(v43);
process.nextTick(() => log('tick of interval 43')); block(3); }, 1); }
block(3);
}
);
block(3);
}
, 1);
block(3);
throw 'error 44';
}
, 1);
t2 = setTimeout(() => { log('macro 45');
{ let n46 = 0;
const v46 = setInterval(() => { log('interval 46'); if (++n46 > 2) clearInterval(v46);
process.nextTick(() => log('tick of interval 46')); block(3); }, 1); }
process.nextTick(() => { log('tick 47');
t0 = setTimeout(() => { log('macro 48');
process.nextTick(() => { log('tick 49');
t0.ref();
block(3);
}
);
i0 = setImmediate(() => { log('macro 50');
clearTimeout(t0);
i2.unref();
queueMicrotask(() => { log('micro 51');
block(3);
throw 'error 52';
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
);
block(3);
}
, 1);
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 53');
clearTimeout(t2);
queueMicrotask(() => { log('micro 54');
clearTimeout(t0);
{ let n55 = 0;
const v55 = setInterval(() => { log('interval 55'); if (++n55 > 2) clearInterval(v55);
process.nextTick(() => log('tick of interval 55')); block(3); }, 1); }
t2 = setTimeout(() => { log('macro 56');
t0.unref();
block(3);
}
, 1);
block(3);
}
);
block(3);
}
, 1);
t1 = setTimeout(() => { log('macro 57');
block(3);
}
, 1);
block(3);
}
);
block(3);
