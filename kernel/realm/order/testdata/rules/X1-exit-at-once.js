// X1: process.exit emits 'exit' and dies: no tick, no microtask.
process.on('exit', (c) => { console.log('exit', c, process.exitCode); process.nextTick(() => console.log('never')); Promise.resolve().then(() => console.log('never')); });
process.nextTick(() => console.log('never'));
queueMicrotask(() => console.log('never'));
try { process.exit(3); } finally { console.log('never'); }
