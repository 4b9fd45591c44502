// RANDOM: program 20
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
queueMicrotask(() => { log('micro 1');
i2 = setImmediate(() => { log('macro 2');
process.nextTick(() => { log('tick 3');
i2 = setImmediate(() => { log('macro 4');
t2.ref();
Promise.reject('rejection 5');
block(3);
}
);
t0 = setTimeout(() => { log('macro 6');
clearImmediate(i1);
i2 = setImmediate(() => { log('macro 7');
process.nextTick(() => { log('tick 8');
Promise.reject('rejection 9');
process.nextTick(() => { log('tick 10');
block(3);
}
);
block(3);
}
);
t1 = setTimeout(() => { log('macro 11');
t0 = setTimeout(() => { log('macro 12');
block(3);
throw 'error 13';
}
, 1);
t2 = setTimeout(() => { log('macro 14');
block(3);
throw 'error 15';
}
, 1);
i1 = setImmediate(() => { log('macro 16');
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
process.nextTick(() => { log('tick 17');
queueMicrotask(() => { log('micro 18');
block(3);
}
);
t1 = setTimeout(() => { log('macro 19');
t2.ref();
block(3);
}
, 1);
i2 = setImmediate(() => { log('macro 20');
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
t2 = setTimeout(() => { log('macro 21');
{ let n22 = 0;
const v22 = setInterval(() => { log('interval 22'); if (++n22 > 2) clearInterval(v22);
process.nextTick(() => log('tick of interval 22')); block(3); }, 1); }
block(3);
}
, 1);
block(3);
}
);
i2 = setImmediate(() => { log('macro 23');
clearTimeout(t0);
block(3);
}
);
clearTimeout(t0);
i2 = setImmediate(() => { log('macro 24');
{ let n25 = 0;
const v25 = setInterval(() => { log('interval 25'); if (++n25 > 2) clearInterval(v25);
process.nextTick(() => log('tick of interval 25')); block(3); }, 1); }
block(3);
}
);
queueMicrotask(() => { log('micro 26');
process.nextTick(() => { log('tick 27');
block(3);
}
);
block(3);
}
);
block(3);
