// RANDOM: program 29
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); process.nextTick(() => log('tick of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { setImmediate(() => log('immediate of', e)); } });
process.on('exit', (e) => { log('exit', e); setTimeout(() => log('timer of', e), 1); block(3); });
t1 = setTimeout(() => { log('macro 1');
{ let n2 = 0;
const v2 = setInterval(() => { log('interval 2'); if (++n2 > 2) clearInterval(v2);
process.nextTick(() => log('tick of interval 2')); block(3); }, 1); }
queueMicrotask(() => { log('micro 3');
i1.ref();
t1 = setTimeout(() => { log('macro 4');
t2.ref();
t0 = setTimeout(() => { log('macro 5');
i2 = setImmediate(() => { log('macro 6');
process.nextTick(() => { log('tick 7');
i1 = setImmediate(() => { log('macro 8');
block(3);
throw 'error 9';
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 10');
block(3);
}
);
const p11 = Promise.reject(new Error('rejection 11'));
process.nextTick(() => { p11.catch((e) => { log('handled', e); }); });
block(3);
}
);
i0 = setImmediate(() => { log('macro 12');
block(3);
}
);
block(3);
}
, 1);
t0 = setTimeout(() => { log('macro 13');
clearImmediate(i0);
i2 = setImmediate(() => { log('macro 14');
t2 = setTimeout(() => { log('macro 15');
queueMicrotask(() => { log('micro 16');
block(3);
}
);
block(3);
}
, 1);
i0 = setImmediate(() => { log('macro 17');
process.nextTick(() => { log('tick 18');
block(3);
}
);
i1 = setImmediate(() => { log('macro 19');
block(3);
}
);
t0 = setTimeout(() => { log('macro 20');
block(3);
}
, 1);
block(3);
}
);
block(3);
}
);
t2 = setTimeout(() => { log('macro 21');
t2 = setTimeout(() => { log('macro 22');
queueMicrotask(() => { log('micro 23');
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
, 1);
block(3);
}
, 1);
i2.unref();
block(3);
}
);
process.nextTick(() => { log('tick 24');
block(3);
}
);
block(3);
}
, 1);
t1 = setTimeout(() => { log('macro 25');
queueMicrotask(() => { log('micro 26');
i0 = setImmediate(() => { log('macro 27');
block(3);
}
);
t1 = setTimeout(() => { log('macro 28');
t2 = setTimeout(() => { log('macro 29');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 30');
queueMicrotask(() => { log('micro 31');
{ let n32 = 0;
const v32 = setInterval(() => { log('interval 32'); if (++n32 > 2) clearInterval(v32);
process.nextTick(() => log('tick of interval 32')); block(3); }, 1); }
process.nextTick(() => { log('tick 33');
process.nextTick(() => { log('tick 34');
block(3);
}
);
const p35 = Promise.reject(new Error('rejection 35'));
process.nextTick(() => { p35.catch((e) => { log('handled', e); }); });
i0 = setImmediate(() => { log('macro 36');
block(3);
throw 'error 37';
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
block(3);
throw 'error 38';
}
, 1);
block(3);
}
);
t2 = setTimeout(() => { log('macro 39');
t1.ref();
i2 = setImmediate(() => { log('macro 40');
block(3);
}
);
block(3);
throw 'error 41';
}
, 1);
queueMicrotask(() => { log('micro 42');
clearTimeout(t0);
const p43 = Promise.reject(new Error('rejection 43'));
block(3);
}
);
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 44');
queueMicrotask(() => { log('micro 45');
clearTimeout(t2);
block(3);
}
);
process.nextTick(() => { log('tick 46');
t0 = setTimeout(() => { log('macro 47');
process.nextTick(() => { log('tick 48');
queueMicrotask(() => { log('micro 49');
process.nextTick(() => { log('tick 50');
process.nextTick(() => { log('tick 51');
block(3);
}
);
t2.ref();
t2 = setTimeout(() => { log('macro 52');
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
, 1);
block(3);
}
);
block(3);
throw 'error 53';
}
, 1);
clearImmediate(i2);
block(3);
