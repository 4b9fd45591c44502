// RANDOM: program 31
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); process.nextTick(() => log('tick of', e)); });
process.on('exit', (e) => { log('exit', e);  });
clearImmediate(i0);
queueMicrotask(() => { log('micro 1');
process.nextTick(() => { log('tick 2');
i0.ref();
{ let n3 = 0;
const v3 = setInterval(() => { log('interval 3'); if (++n3 > 2) clearInterval(v3);
process.nextTick(() => log('tick of interval 3')); block(3); }, 1); }
const p4 = Promise.reject(new Error('rejection 4'));
block(3);
}
);
block(3);
}
);
clearTimeout(t0);
queueMicrotask(() => { log('micro 5');
block(3);
}
);
process.nextTick(() => { log('tick 6');
i0.unref();
block(3);
}
);
block(3);
