// RANDOM: program 0
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin);  });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) {  } });
process.on('exit', (e) => { log('exit', e); queueMicrotask(() => log('micro of', e)); });
t0 = setTimeout(() => { log('macro 1');
i0.ref();
block(3);
}
, 1);
queueMicrotask(() => { log('micro 2');
t2 = setTimeout(() => { log('macro 3');
t1 = setTimeout(() => { log('macro 4');
clearTimeout(t0);
process.nextTick(() => { log('tick 5');
i0 = setImmediate(() => { log('macro 6');
i1 = setImmediate(() => { log('macro 7');
process.nextTick(() => { log('tick 8');
block(3);
}
);
i1 = setImmediate(() => { log('macro 9');
block(3);
}
);
i2 = setImmediate(() => { log('macro 10');
block(3);
}
);
block(3);
}
);
t0.unref();
block(3);
throw 'error 11';
}
);
block(3);
}
);
const p12 = Promise.reject(new Error('rejection 12'));
queueMicrotask(() => { p12.catch((e) => { log('handled', e); }); });
block(3);
}
, 1);
block(3);
throw 'error 13';
}
, 1);
process.nextTick(() => { log('tick 14');
i1.unref();
const p15 = Promise.reject(new Error('rejection 15'));
t0 = setTimeout(() => { log('macro 16');
i1.ref();
queueMicrotask(() => { log('micro 17');
process.nextTick(() => { log('tick 18');
block(3);
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
process.nextTick(() => { log('tick 19');
t0 = setTimeout(() => { log('macro 20');
block(3);
}
, 1);
block(3);
}
);
block(3);
}
);
process.nextTick(() => { log('tick 21');
const p22 = Promise.reject(new Error('rejection 22'));
i0 = setImmediate(() => { log('macro 23');
queueMicrotask(() => { log('micro 24');
{ let n25 = 0;
const v25 = setInterval(() => { log('interval 25'); if (++n25 > 2) clearInterval(v25);
process.nextTick(() => log('tick of interval 25')); block(3); }, 1); }
queueMicrotask(() => { log('micro 26');
block(3);
}
);
block(3);
throw 'error 27';
}
);
queueMicrotask(() => { log('micro 28');
i0 = setImmediate(() => { log('macro 29');
t2 = setTimeout(() => { log('macro 30');
block(3);
}
, 1);
t2 = setTimeout(() => { log('macro 31');
t2 = setTimeout(() => { log('macro 32');
queueMicrotask(() => { log('micro 33');
block(3);
}
);
block(3);
}
, 1);
process.nextTick(() => { log('tick 34');
block(3);
}
);
block(3);
}
, 1);
block(3);
}
);
{ let n35 = 0;
const v35 = setInterval(() => { log('interval 35'); if (++n35 > 2) clearInterval(v35);
process.nextTick(() => log('tick of interval 35')); block(3); }, 1); }
process.nextTick(() => { log('tick 36');
clearTimeout(t2);
{ let n37 = 0;
const v37 = setInterval(() => { log('interval 37'); if (++n37 > 2) clearInterval(v37);
process.nextTick(() => log('tick of interval 37')); block(3); }, 1); }
queueMicrotask(() => { log('micro 38');
process.nextTick(() => { log('tick 39');
block(3);
}
);
i1 = setImmediate(() => { log('macro 40');
{ let n41 = 0;
const v41 = setInterval(() => { log('interval 41'); if (++n41 > 2) clearInterval(v41);
process.nextTick(() => log('tick of interval 41')); block(3); }, 1); }
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
block(3);
throw 'error 42';
}
);
t2.ref();
block(3);
}
);
i1.unref();
block(3);
