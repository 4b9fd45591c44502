// RANDOM: program 20
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); queueMicrotask(() => log('micro of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); setTimeout(() => log('timer of', e), 1); block(3); });
process.on('exit', (e) => { log('exit', e);  });
process.nextTick(() => { log('tick 1');
block(3);
}
);
i2 = setImmediate(() => { log('macro 2');
t2.ref();
const p3 = Promise.reject(new Error('rejection 3'));
block(3);
}
);
queueMicrotask(() => { log('micro 4');
process.nextTick(() => { log('tick 5');
block(3);
throw 'error 6';
}
);
process.nextTick(() => { log('tick 7');
const p8 = Promise.reject(new Error('rejection 8'));
setImmediate(() => { p8.catch((e) => { log('handled', e); }); });
i1.ref();
block(3);
}
);
t1 = setTimeout(() => { log('macro 9');
t0 = setTimeout(() => { log('macro 10');
queueMicrotask(() => { log('micro 11');
block(3);
}
);
block(3);
throw 'error 12';
}
, 1);
i1 = setImmediate(() => { log('macro 13');
i2.unref();
process.nextTick(() => { log('tick 14');
queueMicrotask(() => { log('micro 15');
process.nextTick(() => { log('tick 16');
t0 = setTimeout(() => { log('macro 17');
block(3);
}
, 1);
block(3);
}
);
i0 = setImmediate(() => { log('macro 18');
block(3);
throw 'error 19';
}
);
block(3);
}
);
block(3);
}
);
i2 = setImmediate(() => { log('macro 20');
t1 = setTimeout(() => { log('macro 21');
i2 = setImmediate(() => { log('macro 22');
t1 = setTimeout(() => { log('macro 23');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 24');
block(3);
}
);
i2 = setImmediate(() => { log('macro 25');
block(3);
}
);
block(3);
}
);
block(3);
}
, 1);
i2 = setImmediate(() => { log('macro 26');
{ let n27 = 0;
const v27 = setInterval(() => { log('interval 27'); if (++n27 > 2) clearInterval(v27);
process.nextTick(() => log('tick of interval 27')); block(3); }, 1); }
block(3);
}
);
queueMicrotask(() => { log('micro 28');
process.nextTick(() => { log('tick 29');
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
t1 = setTimeout(() => { log('macro 30');
clearTimeout(t2);
block(3);
}
, 1);
block(3);
}
, 1);
block(3);
}
);
const p31 = Promise.reject(new Error('rejection 31'));
process.nextTick(() => { p31.catch((e) => { log('handled', e); }); });
block(3);
