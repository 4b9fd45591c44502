// RANDOM: program 10
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin);  });
process.on('unhandledRejection', (e) => { log('unhandled', e); process.nextTick(() => log('tick of', e)); });
process.on('exit', (e) => { log('exit', e); queueMicrotask(() => log('micro of', e)); });
i2.unref();
queueMicrotask(() => { log('micro 1');
t0 = setTimeout(() => { log('macro 2');
i2 = setImmediate(() => { log('macro 3');
block(3);
}
);
process.nextTick(() => { log('tick 4');
clearTimeout(t1);
queueMicrotask(() => { log('micro 5');
block(3);
throw 'error 6';
}
);
block(3);
}
);
t1 = setTimeout(() => { log('macro 7');
block(3);
}
, 1);
block(3);
}
, 1);
i2 = setImmediate(() => { log('macro 8');
t2.ref();
t2 = setTimeout(() => { log('macro 9');
block(3);
}
, 1);
t1 = setTimeout(() => { log('macro 10');
process.nextTick(() => { log('tick 11');
i1 = setImmediate(() => { log('macro 12');
block(3);
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 13');
process.nextTick(() => { log('tick 14');
i2 = setImmediate(() => { log('macro 15');
t1 = setTimeout(() => { log('macro 16');
block(3);
}
, 1);
t1.ref();
block(3);
}
);
i1 = setImmediate(() => { log('macro 17');
t2.refresh();
process.nextTick(() => { log('tick 18');
block(3);
}
);
block(3);
}
);
i1 = setImmediate(() => { log('macro 19');
i2 = setImmediate(() => { log('macro 20');
block(3);
}
);
t2.unref();
block(3);
}
);
block(3);
}
);
const p21 = Promise.reject(new Error('rejection 21'));
process.nextTick(() => { p21.catch((e) => { log('handled', e); }); });
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
{ let n22 = 0;
const v22 = setInterval(() => { log('interval 22'); if (++n22 > 2) clearInterval(v22);
process.nextTick(() => log('tick of interval 22')); block(3); }, 1); }
t1 = setTimeout(() => { log('macro 23');
block(3);
throw 'error 24';
}
, 1);
process.nextTick(() => { log('tick 25');
block(3);
throw 'error 26';
}
);
block(3);
