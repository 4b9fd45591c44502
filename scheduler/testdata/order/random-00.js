// RANDOM: program 0
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
process.nextTick(() => { log('tick 2');
process.nextTick(() => { log('tick 3');
block(3);
}
);
t1 = setTimeout(() => { log('macro 4');
t0.unref();
queueMicrotask(() => { log('micro 5');
t2 = setTimeout(() => { log('macro 6');
queueMicrotask(() => { log('micro 7');
process.nextTick(() => { log('tick 8');
block(3);
throw 'error 9';
}
);
t2 = setTimeout(() => { log('macro 10');
block(3);
}
, 1);
block(3);
}
);
process.nextTick(() => { log('tick 11');
process.nextTick(() => { log('tick 12');
block(3);
}
);
queueMicrotask(() => { log('micro 13');
block(3);
}
);
process.nextTick(() => { log('tick 14');
block(3);
}
);
block(3);
}
);
block(3);
throw 'error 15';
}
, 1);
t0.unref();
block(3);
}
);
Promise.reject('rejection 16');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 17');
{ let n18 = 0;
const v18 = setInterval(() => { log('interval 18'); if (++n18 > 2) clearInterval(v18);
process.nextTick(() => log('tick of interval 18')); block(3); }, 1); }
Promise.reject('rejection 19');
block(3);
}
);
block(3);
throw 'error 20';
}
);
queueMicrotask(() => { log('micro 21');
block(3);
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 22');
process.nextTick(() => { log('tick 23');
block(3);
}
);
block(3);
}
);
i1 = setImmediate(() => { log('macro 24');
t0 = setTimeout(() => { log('macro 25');
block(3);
}
, 1);
Promise.reject('rejection 26');
block(3);
}
);
process.nextTick(() => { log('tick 27');
block(3);
}
);
Promise.reject('rejection 28');
block(3);
