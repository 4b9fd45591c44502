// E7: exit listeners get 1; ticks, microtasks and immediates never run.
process.on('exit', (code) => console.log('exit', code, process.exitCode));
process.nextTick(() => console.log('never'));
queueMicrotask(() => console.log('never'));
setImmediate(() => console.log('never'));
throw new Error('fatal');
