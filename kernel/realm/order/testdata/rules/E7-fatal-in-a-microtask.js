// E7: a fatal exception in a microtask ends the program before the next one.
process.on('exit', (code) => console.log('exit', code));
queueMicrotask(() => { throw new Error('fatal'); });
queueMicrotask(() => console.log('never'));
process.nextTick(() => console.log('tick'));
