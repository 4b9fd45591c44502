// I4: clearImmediate of a later one of the batch: from a callback, a tick, a microtask
require('../prelude.js');
setImmediate(() => { log('a'); clearImmediate(b); process.nextTick(() => { clearImmediate(c); }); });
const b = setImmediate(() => log('never b'));
const c = setImmediate(() => log('never c'));
setImmediate(() => { log('d'); queueMicrotask(() => { clearImmediate(e); clearImmediate(f); }); });
const e = setImmediate(() => log('never e'));
const f = setImmediate(() => log('never f'));
