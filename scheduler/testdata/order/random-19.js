// RANDOM: program 19
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); process.nextTick(() => log('tick of', e)); });
process.on('exit', (e) => { log('exit', e);  });
process.nextTick(() => { log('tick 1');
process.nextTick(() => { log('tick 2');
i0 = setImmediate(() => { log('macro 3');
{ let n4 = 0;
const v4 = setInterval(() => { log('interval 4'); if (++n4 > 2) clearInterval(v4);
process.nextTick(() => log('tick of interval 4')); block(3); }, 1); }
process.nextTick(() => { log('tick 5');
i0.unref();
block(3);
throw 'error 6';
}
);
i0 = setImmediate(() => { log('macro 7');
i2 = setImmediate(() => { log('macro 8');
t0 = setTimeout(() => { log('macro 9');
{ let n10 = 0;
const v10 = setInterval(() => { log('interval 10'); if (++n10 > 2) clearInterval(v10);
process.nextTick(() => log('tick of interval 10')); block(3); }, 1); }
clearTimeout(t2);
t0 = setTimeout(() => { log('macro 11');
block(3);
}
, 1);
block(3);
}
, 1);
block(3);
throw 'error 12';
}
);
queueMicrotask(() => { log('micro 13');
i1 = setImmediate(() => { log('macro 14');
{ let n15 = 0;
const v15 = setInterval(() => { log('interval 15'); if (++n15 > 2) clearInterval(v15);
process.nextTick(() => log('tick of interval 15')); block(3); }, 1); }
const p16 = Promise.reject(new Error('rejection 16'));
setImmediate(() => { p16.catch((e) => { log('handled', e); }); });
i0 = setImmediate(() => { log('macro 17');
block(3);
}
);
block(3);
}
);
block(3);
}
);
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
);
{ let n20 = 0;
const v20 = setInterval(() => { log('interval 20'); if (++n20 > 2) clearInterval(v20);
process.nextTick(() => log('tick of interval 20')); block(3); }, 1); }
t0.unref();
block(3);
}
);
process.nextTick(() => { log('tick 21');
queueMicrotask(() => { log('micro 22');
queueMicrotask(() => { log('micro 23');
block(3);
}
);
block(3);
throw 'error 24';
}
);
process.nextTick(() => { log('tick 25');
block(3);
}
);
t2 = setTimeout(() => { log('macro 26');
block(3);
}
, 1);
block(3);
}
);
i1.unref();
block(3);
}
);
t1 = setTimeout(() => { log('macro 27');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 28');
t2.refresh();
i1 = setImmediate(() => { log('macro 29');
t2 = setTimeout(() => { log('macro 30');
process.nextTick(() => { log('tick 31');
block(3);
}
);
block(3);
}
, 1);
block(3);
}
);
queueMicrotask(() => { log('micro 32');
block(3);
}
);
block(3);
}
);
process.nextTick(() => { log('tick 33');
block(3);
}
);
block(3);
