// RANDOM: program 15
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin);  });
process.on('exit', (e) => { log('exit', e); queueMicrotask(() => log('micro of', e)); });
queueMicrotask(() => { log('micro 1');
queueMicrotask(() => { log('micro 2');
block(3);
}
);
block(3);
}
);
queueMicrotask(() => { log('micro 3');
block(3);
}
);
i0.ref();
process.nextTick(() => { log('tick 4');
queueMicrotask(() => { log('micro 5');
t2 = setTimeout(() => { log('macro 6');
queueMicrotask(() => { log('micro 7');
block(3);
}
);
{ let n8 = 0;
const v8 = setInterval(() => { log('interval 8'); if (++n8 > 2) clearInterval(v8);
process.nextTick(() => log('tick of interval 8')); block(3); }, 1); }
i2 = setImmediate(() => { log('macro 9');
t2.unref();
i2 = setImmediate(() => { log('macro 10');
queueMicrotask(() => { log('micro 11');
i1.unref();
queueMicrotask(() => { log('micro 12');
block(3);
}
);
block(3);
}
);
i0 = setImmediate(() => { log('macro 13');
const p14 = Promise.reject(new Error('rejection 14'));
queueMicrotask(() => { p14.catch((e) => { log('handled', e); }); });
queueMicrotask(() => { log('micro 15');
block(3);
}
);
t1.refresh();
block(3);
throw 'error 16';
}
);
i2 = setImmediate(() => { log('macro 17');
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
i2.ref();
block(3);
throw 'error 18';
}
);
block(3);
}
);
t2.refresh();
block(3);
