// X1: process.exit() in an ES module, behind an await.
process.on('exit', (code) => console.log('exit', code));
await 1;
queueMicrotask(() => console.log('never'));
process.exit(3);
