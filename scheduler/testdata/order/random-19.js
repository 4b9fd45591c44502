// RANDOM: program 19
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
queueMicrotask(() => { log('micro 2');
Promise.reject('rejection 3');
block(3);
}
);
block(3);
}
);
i0 = setImmediate(() => { log('macro 4');
{ let n5 = 0;
const v5 = setInterval(() => { log('interval 5'); if (++n5 > 2) clearInterval(v5);
process.nextTick(() => log('tick of interval 5')); block(3); }, 1); }
process.nextTick(() => { log('tick 6');
i0.unref();
block(3);
throw 'error 7';
}
);
i0 = setImmediate(() => { log('macro 8');
i2 = setImmediate(() => { log('macro 9');
t0 = setTimeout(() => { log('macro 10');
{ let n11 = 0;
const v11 = setInterval(() => { log('interval 11'); if (++n11 > 2) clearInterval(v11);
process.nextTick(() => log('tick of interval 11')); block(3); }, 1); }
clearTimeout(t2);
t0 = setTimeout(() => { log('macro 12');
clearTimeout(t1);
block(3);
throw 'error 13';
}
, 1);
block(3);
}
, 1);
block(3);
throw 'error 14';
}
);
i2 = setImmediate(() => { log('macro 15');
i1 = setImmediate(() => { log('macro 16');
{ let n17 = 0;
const v17 = setInterval(() => { log('interval 17'); if (++n17 > 2) clearInterval(v17);
process.nextTick(() => log('tick of interval 17')); block(3); }, 1); }
Promise.reject('rejection 18');
{ let n19 = 0;
const v19 = setInterval(() => { log('interval 19'); if (++n19 > 2) clearInterval(v19);
process.nextTick(() => log('tick of interval 19')); block(3); }, 1); }
block(3);
}
);
clearImmediate(i0);
block(3);
}
);
i0 = setImmediate(() => { log('macro 20');
process.nextTick(() => { log('tick 21');
t2.unref();
block(3);
}
);
i1 = setImmediate(() => { log('macro 22');
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
throw 'error 23';
}
);
Promise.reject('rejection 24');
{ let n25 = 0;
const v25 = setInterval(() => { log('interval 25'); if (++n25 > 2) clearInterval(v25);
process.nextTick(() => log('tick of interval 25')); block(3); }, 1); }
process.nextTick(() => { log('tick 26');
t2 = setTimeout(() => { log('macro 27');
block(3);
}
, 1);
clearTimeout(t1);
block(3);
}
);
block(3);
