// RANDOM: program 12
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
{ let n1 = 0;
const v1 = setInterval(() => { log('interval 1'); if (++n1 > 2) clearInterval(v1);
process.nextTick(() => log('tick of interval 1')); block(3); }, 1); }
queueMicrotask(() => { log('micro 2');
process.nextTick(() => { log('tick 3');
t2 = setTimeout(() => { log('macro 4');
t1 = setTimeout(() => { log('macro 5');
i1 = setImmediate(() => { log('macro 6');
{ let n7 = 0;
const v7 = setInterval(() => { log('interval 7'); if (++n7 > 2) clearInterval(v7);
process.nextTick(() => log('tick of interval 7')); block(3); }, 1); }
block(3);
}
);
block(3);
}
, 1);
block(3);
}
, 1);
i0 = setImmediate(() => { log('macro 8');
t0 = setTimeout(() => { log('macro 9');
Promise.reject('rejection 10');
process.nextTick(() => { log('tick 11');
i0.ref();
block(3);
}
);
block(3);
}
, 1);
process.nextTick(() => { log('tick 12');
process.nextTick(() => { log('tick 13');
block(3);
}
);
block(3);
throw 'error 14';
}
);
i2.ref();
block(3);
}
);
process.nextTick(() => { log('tick 15');
block(3);
}
);
block(3);
}
);
{ let n16 = 0;
const v16 = setInterval(() => { log('interval 16'); if (++n16 > 2) clearInterval(v16);
process.nextTick(() => log('tick of interval 16')); block(3); }, 1); }
Promise.reject('rejection 17');
block(3);
}
);
i1 = setImmediate(() => { log('macro 18');
block(3);
}
);
t1.refresh();
queueMicrotask(() => { log('micro 19');
block(3);
}
);
block(3);
