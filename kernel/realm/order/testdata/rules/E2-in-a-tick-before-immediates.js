// E2: with no timer due, they run at the start of CHECK, before the first immediate.
process.on('uncaughtException', (e) => console.log('caught', e.message));
setImmediate(() => console.log('immediate'));
queueMicrotask(() => console.log('micro'));
process.nextTick(() => { throw new Error('tick 1'); });
process.nextTick(() => console.log('tick 2'));
