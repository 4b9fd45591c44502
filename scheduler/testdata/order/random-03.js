// RANDOM: program 3
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin);  });
process.on('unhandledRejection', (e) => { log('unhandled', e);  });
process.on('exit', (e) => { log('exit', e);  });
t2 = setTimeout(() => { log('macro 1');
clearTimeout(t0);
process.nextTick(() => { log('tick 2');
t2 = setTimeout(() => { log('macro 3');
process.nextTick(() => { log('tick 4');
t0 = setTimeout(() => { log('macro 5');
i0.unref();
block(3);
}
, 1);
process.nextTick(() => { log('tick 6');
process.nextTick(() => { log('tick 7');
i2.ref();
process.nextTick(() => { log('tick 8');
block(3);
}
);
block(3);
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 9');
queueMicrotask(() => { log('micro 10');
i2.unref();
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
, 1);
block(3);
}
);
clearTimeout(t0);
block(3);
}
, 1);
t0 = setTimeout(() => { log('macro 11');
process.nextTick(() => { log('tick 12');
i1 = setImmediate(() => { log('macro 13');
queueMicrotask(() => { log('micro 14');
block(3);
}
);
i1 = setImmediate(() => { log('macro 15');
i0 = setImmediate(() => { log('macro 16');
block(3);
}
);
{ let n17 = 0;
const v17 = setInterval(() => { log('interval 17'); if (++n17 > 2) clearInterval(v17);
process.nextTick(() => log('tick of interval 17')); block(3); }, 1); }
block(3);
}
);
t1 = setTimeout(() => { log('macro 18');
block(3);
}
, 1);
block(3);
}
);
const p19 = Promise.reject(new Error('rejection 19'));
setImmediate(() => { p19.catch((e) => { log('handled', e); }); });
{ let n20 = 0;
const v20 = setInterval(() => { log('interval 20'); if (++n20 > 2) clearInterval(v20);
process.nextTick(() => log('tick of interval 20')); block(3); }, 1); }
block(3);
}
);
block(3);
}
, 1);
i1 = setImmediate(() => { log('macro 21');
{ let n22 = 0;
const v22 = setInterval(() => { log('interval 22'); if (++n22 > 2) clearInterval(v22);
process.nextTick(() => log('tick of interval 22')); block(3); }, 1); }
t2 = setTimeout(() => { log('macro 23');
block(3);
}
, 1);
t1.unref();
block(3);
}
);
queueMicrotask(() => { log('micro 24');
i2.ref();
t2.refresh();
block(3);
throw 'error 25';
}
);
block(3);
