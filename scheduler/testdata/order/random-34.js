// RANDOM: program 34
require('../prelude.js');
let t0 = setTimeout(() => log('t0'), 1);
let i0 = setImmediate(() => log('i0'));
let t1 = setTimeout(() => log('t1'), 1);
let i1 = setImmediate(() => log('i1'));
let t2 = setTimeout(() => log('t2'), 1);
let i2 = setImmediate(() => log('i2'));
process.on('uncaughtException', (e, origin) => { log('caught', e, origin); setImmediate(() => log('immediate of', e)); });
let ends = 0; process.on('beforeExit', (e) => { log('beforeExit'); if (++ends < 3) { process.nextTick(() => log('tick of', e)); } });
process.on('exit', (e) => { log('exit', e);  });
t0.ref();
t1.refresh();
process.nextTick(() => { log('tick 1');
t0.refresh();
i1 = setImmediate(() => { log('macro 2');
block(3);
}
);
block(3);
}
);
{ let n3 = 0;
const v3 = setInterval(() => { log('interval 3'); if (++n3 > 2) clearInterval(v3);
process.nextTick(() => log('tick of interval 3')); block(3); }, 1); }
block(3);
