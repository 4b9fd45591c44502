// RANDOM: program 37
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
i2 = setImmediate(() => { log('macro 1');
{ let n2 = 0;
const v2 = setInterval(() => { log('interval 2'); if (++n2 > 2) clearInterval(v2);
process.nextTick(() => log('tick of interval 2')); block(3); }, 1); }
process.nextTick(() => { log('tick 3');
Promise.reject('rejection 4');
block(3);
throw 'error 5';
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 6');
block(3);
}
);
i2.ref();
Promise.reject('rejection 7');
process.nextTick(() => { log('tick 8');
t2 = setTimeout(() => { log('macro 9');
clearTimeout(t2);
i1 = setImmediate(() => { log('macro 10');
block(3);
}
);
block(3);
}
, 1);
i0 = setImmediate(() => { log('macro 11');
i2 = setImmediate(() => { log('macro 12');
process.nextTick(() => { log('tick 13');
t2 = setTimeout(() => { log('macro 14');
t0 = setTimeout(() => { log('macro 15');
queueMicrotask(() => { log('micro 16');
block(3);
}
);
Promise.reject('rejection 17');
t0 = setTimeout(() => { log('macro 18');
block(3);
}
, 1);
block(3);
throw 'error 19';
}
, 1);
block(3);
}
, 1);
i0 = setImmediate(() => { log('macro 20');
t1 = setTimeout(() => { log('macro 21');
clearImmediate(i1);
block(3);
}
, 1);
i1.ref();
Promise.reject('rejection 22');
block(3);
}
);
block(3);
}
);
block(3);
}
);
clearImmediate(i2);
clearTimeout(t2);
block(3);
throw 'error 23';
}
);
block(3);
}
);
block(3);
