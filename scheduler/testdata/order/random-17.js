// RANDOM: program 17
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin);  });
process.on('unhandledRejection', (e) => { log('unhandled', e); queueMicrotask(() => log('micro of', e)); });
process.on('exit', (e) => { log('exit', e);  });
queueMicrotask(() => { log('micro 1');
block(3);
}
);
queueMicrotask(() => { log('micro 2');
block(3);
}
);
const p3 = Promise.reject(new Error('rejection 3'));
setImmediate(() => { p3.catch((e) => { log('handled', e); }); });
t2 = setTimeout(() => { log('macro 4');
queueMicrotask(() => { log('micro 5');
t0.refresh();
i1 = setImmediate(() => { log('macro 6');
block(3);
}
);
t0 = setTimeout(() => { log('macro 7');
queueMicrotask(() => { log('micro 8');
i0.ref();
clearTimeout(t2);
t1 = setTimeout(() => { log('macro 9');
i0 = setImmediate(() => { log('macro 10');
i1.unref();
block(3);
}
);
i1.unref();
block(3);
}
, 1);
block(3);
}
);
queueMicrotask(() => { log('micro 11');
process.nextTick(() => { log('tick 12');
i1 = setImmediate(() => { log('macro 13');
const p14 = Promise.reject(new Error('rejection 14'));
block(3);
}
);
block(3);
}
);
t2.refresh();
block(3);
}
);
block(3);
}
, 1);
block(3);
}
);
i2 = setImmediate(() => { log('macro 15');
t1 = setTimeout(() => { log('macro 16');
block(3);
}
, 1);
i1 = setImmediate(() => { log('macro 17');
i0.ref();
block(3);
}
);
i1.ref();
block(3);
}
);
process.nextTick(() => { log('tick 18');
block(3);
}
);
block(3);
}
, 1);
process.nextTick(() => { log('tick 19');
t0.unref();
block(3);
}
);
block(3);
