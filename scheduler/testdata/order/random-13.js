// RANDOM: program 13
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
Promise.reject('rejection 1');
queueMicrotask(() => { log('micro 2');
block(3);
}
);
Promise.reject('rejection 3');
process.nextTick(() => { log('tick 4');
queueMicrotask(() => { log('micro 5');
queueMicrotask(() => { log('micro 6');
queueMicrotask(() => { log('micro 7');
process.nextTick(() => { log('tick 8');
process.nextTick(() => { log('tick 9');
block(3);
}
);
{ let n10 = 0;
const v10 = setInterval(() => { log('interval 10'); if (++n10 > 2) clearInterval(v10);
process.nextTick(() => log('tick of interval 10')); block(3); }, 1); }
block(3);
}
);
block(3);
}
);
i2 = setImmediate(() => { log('macro 11');
block(3);
}
);
block(3);
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 12');
process.nextTick(() => { log('tick 13');
t0.refresh();
i1 = setImmediate(() => { log('macro 14');
t2.refresh();
queueMicrotask(() => { log('micro 15');
t1 = setTimeout(() => { log('macro 16');
{ let n17 = 0;
const v17 = setInterval(() => { log('interval 17'); if (++n17 > 2) clearInterval(v17);
process.nextTick(() => log('tick of interval 17')); block(3); }, 1); }
block(3);
}
, 1);
t0 = setTimeout(() => { log('macro 18');
process.nextTick(() => { log('tick 19');
block(3);
throw 'error 20';
}
);
block(3);
}
, 1);
queueMicrotask(() => { log('micro 21');
t0 = setTimeout(() => { log('macro 22');
block(3);
}
, 1);
t1 = setTimeout(() => { log('macro 23');
block(3);
}
, 1);
block(3);
throw 'error 24';
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
t2 = setTimeout(() => { log('macro 25');
{ let n26 = 0;
const v26 = setInterval(() => { log('interval 26'); if (++n26 > 2) clearInterval(v26);
process.nextTick(() => log('tick of interval 26')); block(3); }, 1); }
t1 = setTimeout(() => { log('macro 27');
i0.ref();
clearImmediate(i2);
Promise.reject('rejection 28');
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 29');
Promise.reject('rejection 30');
block(3);
}
, 1);
block(3);
}
, 1);
i0 = setImmediate(() => { log('macro 31');
i0.unref();
i2 = setImmediate(() => { log('macro 32');
process.nextTick(() => { log('tick 33');
queueMicrotask(() => { log('micro 34');
t1 = setTimeout(() => { log('macro 35');
block(3);
}
, 1);
block(3);
}
);
block(3);
}
);
clearTimeout(t0);
clearTimeout(t0);
block(3);
throw 'error 36';
}
);
block(3);
throw 'error 37';
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 38');
i1.ref();
block(3);
}
);
block(3);
}
);
t0.ref();
block(3);
