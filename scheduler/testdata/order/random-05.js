// RANDOM: program 5
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
t0 = setTimeout(() => { log('macro 3');
i0 = setImmediate(() => { log('macro 4');
block(3);
}
);
queueMicrotask(() => { log('micro 5');
process.nextTick(() => { log('tick 6');
queueMicrotask(() => { log('micro 7');
block(3);
}
);
Promise.reject('rejection 8');
block(3);
}
);
block(3);
}
);
t0 = setTimeout(() => { log('macro 9');
process.nextTick(() => { log('tick 10');
i1 = setImmediate(() => { log('macro 11');
block(3);
}
);
t2 = setTimeout(() => { log('macro 12');
t0.refresh();
{ let n13 = 0;
const v13 = setInterval(() => { log('interval 13'); if (++n13 > 2) clearInterval(v13);
process.nextTick(() => log('tick of interval 13')); block(3); }, 1); }
block(3);
}
, 1);
block(3);
}
);
{ let n14 = 0;
const v14 = setInterval(() => { log('interval 14'); if (++n14 > 2) clearInterval(v14);
process.nextTick(() => log('tick of interval 14')); block(3); }, 1); }
queueMicrotask(() => { log('micro 15');
Promise.reject('rejection 16');
t0 = setTimeout(() => { log('macro 17');
queueMicrotask(() => { log('micro 18');
block(3);
}
);
block(3);
}
, 1);
block(3);
throw 'error 19';
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
queueMicrotask(() => { log('micro 20');
queueMicrotask(() => { log('micro 21');
block(3);
throw 'error 22';
}
);
queueMicrotask(() => { log('micro 23');
t1 = setTimeout(() => { log('macro 24');
block(3);
}
, 1);
{ let n25 = 0;
const v25 = setInterval(() => { log('interval 25'); if (++n25 > 2) clearInterval(v25);
process.nextTick(() => log('tick of interval 25')); block(3); }, 1); }
block(3);
}
);
block(3);
}
);
Promise.reject('rejection 26');
block(3);
throw 'error 27';
}
);
queueMicrotask(() => { log('micro 28');
i1 = setImmediate(() => { log('macro 29');
block(3);
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 30');
process.nextTick(() => { log('tick 31');
block(3);
}
);
block(3);
}
);
Promise.reject('rejection 32');
clearImmediate(i0);
block(3);
