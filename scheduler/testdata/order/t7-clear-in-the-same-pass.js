// T7: clearing a later due timer stops it: from a callback, a tick, a microtask; in the same list and in another
require('../prelude.js');
setTimeout(() => { log('a'); clearTimeout(b); process.nextTick(() => clearTimeout(c)); queueMicrotask(() => clearTimeout(d)); }, 1);
const b = setTimeout(() => log('never b'), 1);
const c = setTimeout(() => log('never c'), 1);
const e = setTimeout(() => { log('e'); clearTimeout(f); }, 1);
const d = setTimeout(() => log('never d'), 30);
const f = setTimeout(() => log('never f'), 30);
setTimeout(() => log('g'), 30);
block(60);
