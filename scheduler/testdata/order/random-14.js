// RANDOM: program 14
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
Promise.reject('rejection 2');
process.nextTick(() => { log('tick 3');
{ let n4 = 0;
const v4 = setInterval(() => { log('interval 4'); if (++n4 > 2) clearInterval(v4);
process.nextTick(() => log('tick of interval 4')); block(3); }, 1); }
block(3);
throw 'error 5';
}
);
i0 = setImmediate(() => { log('macro 6');
process.nextTick(() => { log('tick 7');
{ let n8 = 0;
const v8 = setInterval(() => { log('interval 8'); if (++n8 > 2) clearInterval(v8);
process.nextTick(() => log('tick of interval 8')); block(3); }, 1); }
{ let n9 = 0;
const v9 = setInterval(() => { log('interval 9'); if (++n9 > 2) clearInterval(v9);
process.nextTick(() => log('tick of interval 9')); block(3); }, 1); }
i2 = setImmediate(() => { log('macro 10');
Promise.reject('rejection 11');
process.nextTick(() => { log('tick 12');
process.nextTick(() => { log('tick 13');
clearTimeout(t1);
t1 = setTimeout(() => { log('macro 14');
queueMicrotask(() => { log('micro 15');
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
);
block(3);
}
);
block(3);
}
);
clearTimeout(t0);
block(3);
}
);
clearImmediate(i2);
block(3);
