// RANDOM: program 33
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); queueMicrotask(() => log('micro of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setImmediate(() => log('immediate of', e)); });
process.on('exit', (e) => { log('exit', e); process.nextTick(() => log('tick of', e)); });
process.nextTick(() => { log('tick 1');
const p2 = Promise.reject(new Error('rejection 2'));
queueMicrotask(() => { p2.catch((e) => { log('handled', e); }); });
t0 = setTimeout(() => { log('macro 3');
t0.unref();
queueMicrotask(() => { log('micro 4');
t1 = setTimeout(() => { log('macro 5');
block(3);
}
, 1);
t1 = setTimeout(() => { log('macro 6');
block(3);
throw 'error 7';
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
process.nextTick(() => { log('tick 8');
block(3);
}
);
clearImmediate(i2);
i0 = setImmediate(() => { log('macro 9');
{ let n10 = 0;
const v10 = setInterval(() => { log('interval 10'); if (++n10 > 2) clearInterval(v10);
process.nextTick(() => log('tick of interval 10')); block(3); }, 1); }
block(3);
}
);
process.nextTick(() => { log('tick 11');
t1 = setTimeout(() => { log('macro 12');
queueMicrotask(() => { log('micro 13');
t2 = setTimeout(() => { log('macro 14');
queueMicrotask(() => { log('micro 15');
queueMicrotask(() => { log('micro 16');
block(3);
}
);
queueMicrotask(() => { log('micro 17');
t0 = setTimeout(() => { log('macro 18');
block(3);
throw 'error 19';
}
, 1);
block(3);
}
);
{ let n20 = 0;
const v20 = setInterval(() => { log('interval 20'); if (++n20 > 2) clearInterval(v20);
process.nextTick(() => log('tick of interval 20')); block(3); }, 1); }
block(3);
throw 'error 21';
}
);
queueMicrotask(() => { log('micro 22');
t0 = setTimeout(() => { log('macro 23');
i2.ref();
block(3);
}
, 1);
i1.ref();
i0 = setImmediate(() => { log('macro 24');
i2 = setImmediate(() => { log('macro 25');
block(3);
}
);
const p26 = Promise.reject(new Error('rejection 26'));
process.nextTick(() => { p26.catch((e) => { log('handled', e); }); });
t0.refresh();
block(3);
}
);
block(3);
}
);
t1 = setTimeout(() => { log('macro 27');
i2 = setImmediate(() => { log('macro 28');
block(3);
}
);
block(3);
}
, 1);
block(3);
}
, 1);
t2.ref();
block(3);
throw 'error 29';
}
);
process.nextTick(() => { log('tick 30');
t1 = setTimeout(() => { log('macro 31');
block(3);
}
, 1);
block(3);
}
);
block(3);
}
, 1);
{ let n32 = 0;
const v32 = setInterval(() => { log('interval 32'); if (++n32 > 2) clearInterval(v32);
process.nextTick(() => log('tick of interval 32')); block(3); }, 1); }
t1 = setTimeout(() => { log('macro 33');
const p34 = Promise.reject(new Error('rejection 34'));
setImmediate(() => { p34.catch((e) => { log('handled', e); }); });
clearImmediate(i0);
block(3);
}
, 1);
block(3);
}
);
block(3);
