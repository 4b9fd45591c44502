// L5: of handles closed in one callback the last closed is first, each in its own scope
require('../prelude.js');
const c = channel();
const d = channel();
const e = channel();
c.a.on('close', () => { log('close c'); process.nextTick(() => log('tick c')); });
d.a.on('close', () => { log('close d'); process.nextTick(() => log('tick d')); queueMicrotask(() => log('micro d')); });
e.a.on('close', () => { log('close e'); queueMicrotask(() => log('micro e')); });
setImmediate(() => { c.a.close(); d.a.close(); e.a.close(); });
