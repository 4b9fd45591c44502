// RANDOM: program 13
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin);  });
process.on('unhandledRejection', (e) => { log('unhandled', e);  });
process.on('exit', (e) => { log('exit', e); queueMicrotask(() => log('micro of', e)); });
t2 = setTimeout(() => { log('macro 1');
process.nextTick(() => { log('tick 2');
queueMicrotask(() => { log('micro 3');
queueMicrotask(() => { log('micro 4');
queueMicrotask(() => { log('micro 5');
process.nextTick(() => { log('tick 6');
process.nextTick(() => { log('tick 7');
block(3);
}
);
{ let n8 = 0;
const v8 = setInterval(() => { log('interval 8'); if (++n8 > 2) clearInterval(v8);
process.nextTick(() => log('tick of interval 8')); block(3); }, 1); }
block(3);
}
);
block(3);
}
);
i2 = setImmediate(() => { log('macro 9');
block(3);
}
);
block(3);
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 10');
process.nextTick(() => { log('tick 11');
t0.refresh();
i1 = setImmediate(() => { log('macro 12');
t2.refresh();
queueMicrotask(() => { log('micro 13');
t1 = setTimeout(() => { log('macro 14');
block(3);
}
, 1);
queueMicrotask(() => { log('micro 15');
block(3);
}
);
t0 = setTimeout(() => { log('macro 16');
block(3);
}
, 1);
block(3);
}
);
block(3);
}
);
block(3);
throw 'error 17';
}
);
const p18 = Promise.reject(new Error('rejection 18'));
process.nextTick(() => { log('tick 19');
t1 = setTimeout(() => { log('macro 20');
block(3);
throw 'error 21';
}
, 1);
i0 = setImmediate(() => { log('macro 22');
i0 = setImmediate(() => { log('macro 23');
{ let n24 = 0;
const v24 = setInterval(() => { log('interval 24'); if (++n24 > 2) clearInterval(v24);
process.nextTick(() => log('tick of interval 24')); block(3); }, 1); }
i1.ref();
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
throw 'error 25';
}
);
block(3);
}
);
t1 = setTimeout(() => { log('macro 26');
t1 = setTimeout(() => { log('macro 27');
block(3);
}
, 1);
i1.unref();
block(3);
throw 'error 28';
}
, 1);
block(3);
}
, 1);
i0.unref();
i2 = setImmediate(() => { log('macro 29');
process.nextTick(() => { log('tick 30');
queueMicrotask(() => { log('micro 31');
t1 = setTimeout(() => { log('macro 32');
t0.refresh();
clearTimeout(t0);
clearTimeout(t0);
block(3);
throw 'error 33';
}
, 1);
block(3);
throw 'error 34';
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 35');
i1.ref();
block(3);
}
);
t0.ref();
block(3);
throw 'error 36';
}
);
clearImmediate(i1);
block(3);
