// ESM6: microtasks queued before a throw still run, ticks do not; exit code 1.
process.on('exit', (c) => console.log('exit', c));
queueMicrotask(() => console.log('micro'));
process.nextTick(() => console.log('never'));
throw new Error('top level');
