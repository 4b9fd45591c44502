// RANDOM: program 14
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); queueMicrotask(() => log('micro of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setImmediate(() => log('immediate of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { process.nextTick(() => log('tick of', e)); } });
process.on('exit', (e) => { log('exit', e);  });
t0 = setTimeout(() => { log('macro 1');
process.nextTick(() => { log('tick 2');
i2 = setImmediate(() => { log('macro 3');
block(3);
throw 'error 4';
}
);
block(3);
}
);
i0.unref();
i2 = setImmediate(() => { log('macro 5');
const p6 = Promise.reject(new Error('rejection 6'));
t0 = setTimeout(() => { log('macro 7');
const p8 = Promise.reject(new Error('rejection 8'));
t0 = setTimeout(() => { log('macro 9');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 10');
t2 = setTimeout(() => { log('macro 11');
clearTimeout(t2);
t2 = setTimeout(() => { log('macro 12');
t1 = setTimeout(() => { log('macro 13');
block(3);
}
, 1);
i0 = setImmediate(() => { log('macro 14');
block(3);
}
);
block(3);
}
, 1);
i1.ref();
block(3);
}
, 1);
t0 = setTimeout(() => { log('macro 15');
i2.unref();
i2 = setImmediate(() => { log('macro 16');
process.nextTick(() => { log('tick 17');
block(3);
}
);
block(3);
}
);
block(3);
}
, 1);
i1 = setImmediate(() => { log('macro 18');
block(3);
throw 'error 19';
}
);
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
t0 = setTimeout(() => { log('macro 20');
t2.refresh();
clearImmediate(i0);
clearTimeout(t0);
block(3);
}
, 1);
queueMicrotask(() => { log('micro 21');
process.nextTick(() => { log('tick 22');
t1 = setTimeout(() => { log('macro 23');
block(3);
}
, 1);
const p24 = Promise.reject(new Error('rejection 24'));
queueMicrotask(() => { p24.catch((e) => { log('handled', e); }); });
block(3);
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 25');
block(3);
}
);
process.nextTick(() => { log('tick 26');
{ let n27 = 0;
const v27 = setInterval(() => { log('interval 27'); if (++n27 > 2) clearInterval(v27);
process.nextTick(() => log('tick of interval 27')); block(3); }, 1); }
block(3);
}
);
block(3);
