// RANDOM: program 16
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setImmediate(() => log('immediate of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); queueMicrotask(() => log('micro of', e)); });
process.on('exit', (e) => { log('exit', e); process.nextTick(() => log('tick of', e)); });
i2 = setImmediate(() => { log('macro 1');
block(3);
}
);
t1 = setTimeout(() => { log('macro 2');
i2 = setImmediate(() => { log('macro 3');
t1 = setTimeout(() => { log('macro 4');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 5');
block(3);
}
);
process.nextTick(() => { log('tick 6');
t0 = setTimeout(() => { log('macro 7');
i2 = setImmediate(() => { log('macro 8');
t0.unref();
t1.ref();
const p9 = Promise.reject(new Error('rejection 9'));
setImmediate(() => { p9.catch((e) => { log('handled', e); }); });
block(3);
}
);
t2 = setTimeout(() => { log('macro 10');
t2 = setTimeout(() => { log('macro 11');
t1.ref();
queueMicrotask(() => { log('micro 12');
block(3);
}
);
queueMicrotask(() => { log('micro 13');
block(3);
}
);
block(3);
}
, 1);
const p14 = Promise.reject(new Error('rejection 14'));
{ let n15 = 0;
const v15 = setInterval(() => { log('interval 15'); if (++n15 > 2) clearInterval(v15);
process.nextTick(() => log('tick of interval 15')); block(3); }, 1); }
block(3);
}
, 1);
process.nextTick(() => { log('tick 16');
i0.ref();
{ let n17 = 0;
const v17 = setInterval(() => { log('interval 17'); if (++n17 > 2) clearInterval(v17);
process.nextTick(() => log('tick of interval 17')); block(3); }, 1); }
block(3);
}
);
block(3);
}
, 1);
block(3);
throw 'error 18';
}
);
block(3);
throw 'error 19';
}
);
block(3);
}
, 1);
t1 = setTimeout(() => { log('macro 20');
clearImmediate(i0);
t2.unref();
block(3);
}
, 1);
process.nextTick(() => { log('tick 21');
block(3);
}
);
block(3);
