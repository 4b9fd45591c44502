// RANDOM: program 3
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
process.nextTick(() => { log('tick 1');
t2 = setTimeout(() => { log('macro 2');
queueMicrotask(() => { log('micro 3');
block(3);
}
);
clearTimeout(t0);
process.nextTick(() => { log('tick 4');
t2 = setTimeout(() => { log('macro 5');
process.nextTick(() => { log('tick 6');
t0 = setTimeout(() => { log('macro 7');
i0.unref();
block(3);
}
, 1);
process.nextTick(() => { log('tick 8');
process.nextTick(() => { log('tick 9');
block(3);
}
);
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
throw 'error 11';
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
queueMicrotask(() => { log('micro 12');
queueMicrotask(() => { log('micro 13');
i2.unref();
block(3);
}
);
block(3);
}
);
process.nextTick(() => { log('tick 14');
clearTimeout(t0);
t1.ref();
block(3);
}
);
process.nextTick(() => { log('tick 15');
i1 = setImmediate(() => { log('macro 16');
queueMicrotask(() => { log('micro 17');
block(3);
}
);
i1 = setImmediate(() => { log('macro 18');
i0 = setImmediate(() => { log('macro 19');
block(3);
}
);
{ let n20 = 0;
const v20 = setInterval(() => { log('interval 20'); if (++n20 > 2) clearInterval(v20);
process.nextTick(() => log('tick of interval 20')); block(3); }, 1); }
block(3);
}
);
t1 = setTimeout(() => { log('macro 21');
block(3);
}
, 1);
block(3);
}
);
Promise.reject('rejection 22');
t1.unref();
block(3);
}
);
t1 = setTimeout(() => { log('macro 23');
block(3);
}
, 1);
block(3);
