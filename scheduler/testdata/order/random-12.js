// RANDOM: program 12
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); process.nextTick(() => log('tick of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setImmediate(() => log('immediate of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { setTimeout(() => log('timer of', e), 1); block(3); } });
process.on('exit', (e) => { log('exit', e); process.nextTick(() => log('tick of', e)); });
clearImmediate(i1);
t2 = setTimeout(() => { log('macro 1');
t1 = setTimeout(() => { log('macro 2');
i1 = setImmediate(() => { log('macro 3');
{ let n4 = 0;
const v4 = setInterval(() => { log('interval 4'); if (++n4 > 2) clearInterval(v4);
process.nextTick(() => log('tick of interval 4')); block(3); }, 1); }
block(3);
}
);
block(3);
}
, 1);
block(3);
}
, 1);
i0 = setImmediate(() => { log('macro 5');
t0 = setTimeout(() => { log('macro 6');
const p7 = Promise.reject(new Error('rejection 7'));
setImmediate(() => { p7.catch((e) => { log('handled', e); }); });
const p8 = Promise.reject(new Error('rejection 8'));
block(3);
}
, 1);
queueMicrotask(() => { log('micro 9');
t1 = setTimeout(() => { log('macro 10');
i0.ref();
t0 = setTimeout(() => { log('macro 11');
t0 = setTimeout(() => { log('macro 12');
{ let n13 = 0;
const v13 = setInterval(() => { log('interval 13'); if (++n13 > 2) clearInterval(v13);
process.nextTick(() => log('tick of interval 13')); block(3); }, 1); }
block(3);
}
, 1);
i2 = setImmediate(() => { log('macro 14');
process.nextTick(() => { log('tick 15');
const p16 = Promise.reject(new Error('rejection 16'));
queueMicrotask(() => { p16.catch((e) => { log('handled', e); }); });
i1 = setImmediate(() => { log('macro 17');
block(3);
}
);
t1.refresh();
block(3);
}
);
t0.unref();
const p18 = Promise.reject(new Error('rejection 18'));
process.nextTick(() => { p18.catch((e) => { log('handled', e); }); });
block(3);
}
);
block(3);
}
, 1);
block(3);
}
, 1);
i0 = setImmediate(() => { log('macro 19');
i1 = setImmediate(() => { log('macro 20');
t1 = setTimeout(() => { log('macro 21');
process.nextTick(() => { log('tick 22');
process.nextTick(() => { log('tick 23');
block(3);
}
);
{ let n24 = 0;
const v24 = setInterval(() => { log('interval 24'); if (++n24 > 2) clearInterval(v24);
process.nextTick(() => log('tick of interval 24')); block(3); }, 1); }
block(3);
}
);
t1 = setTimeout(() => { log('macro 25');
const p26 = Promise.reject(new Error('rejection 26'));
i2 = setImmediate(() => { log('macro 27');
block(3);
throw 'error 28';
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
block(3);
}
);
t0 = setTimeout(() => { log('macro 29');
{ let n30 = 0;
const v30 = setInterval(() => { log('interval 30'); if (++n30 > 2) clearInterval(v30);
process.nextTick(() => log('tick of interval 30')); block(3); }, 1); }
t2.unref();
t0 = setTimeout(() => { log('macro 31');
clearImmediate(i1);
queueMicrotask(() => { log('micro 32');
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
i0 = setImmediate(() => { log('macro 33');
t0.refresh();
i0 = setImmediate(() => { log('macro 34');
process.nextTick(() => { log('tick 35');
block(3);
throw 'error 36';
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
queueMicrotask(() => { log('micro 37');
block(3);
throw 'error 38';
}
);
clearTimeout(t1);
block(3);
