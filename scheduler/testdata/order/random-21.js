// RANDOM: program 21
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); queueMicrotask(() => log('micro of', e)); });
process.on('unhandledRejection', (e) => { log('unhandled', e); queueMicrotask(() => log('micro of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { process.nextTick(() => log('tick of', e)); } });
process.on('exit', (e) => { log('exit', e);  });
clearImmediate(i1);
t2 = setTimeout(() => { log('macro 1');
t2 = setTimeout(() => { log('macro 2');
process.nextTick(() => { log('tick 3');
i0 = setImmediate(() => { log('macro 4');
block(3);
}
);
i2 = setImmediate(() => { log('macro 5');
clearImmediate(i2);
i2 = setImmediate(() => { log('macro 6');
t2.unref();
block(3);
}
);
t1 = setTimeout(() => { log('macro 7');
clearTimeout(t2);
block(3);
}
, 1);
block(3);
}
);
block(3);
}
);
clearTimeout(t1);
block(3);
throw 'error 8';
}
, 1);
block(3);
}
, 1);
process.nextTick(() => { log('tick 9');
process.nextTick(() => { log('tick 10');
process.nextTick(() => { log('tick 11');
t0.refresh();
block(3);
}
);
block(3);
}
);
block(3);
}
);
i0.ref();
i1 = setImmediate(() => { log('macro 12');
t1 = setTimeout(() => { log('macro 13');
clearTimeout(t2);
process.nextTick(() => { log('tick 14');
block(3);
}
);
t2 = setTimeout(() => { log('macro 15');
const p16 = Promise.reject(new Error('rejection 16'));
block(3);
}
, 1);
block(3);
}
, 1);
t0 = setTimeout(() => { log('macro 17');
queueMicrotask(() => { log('micro 18');
block(3);
}
);
t2 = setTimeout(() => { log('macro 19');
const p20 = Promise.reject(new Error('rejection 20'));
setImmediate(() => { p20.catch((e) => { log('handled', e); }); });
process.nextTick(() => { log('tick 21');
{ let n22 = 0;
const v22 = setInterval(() => { log('interval 22'); if (++n22 > 2) clearInterval(v22);
process.nextTick(() => log('tick of interval 22')); block(3); }, 1); }
block(3);
}
);
block(3);
}
, 1);
block(3);
}
, 1);
const p23 = Promise.reject(new Error('rejection 23'));
process.nextTick(() => { p23.catch((e) => { log('handled', e); }); });
block(3);
}
);
block(3);
