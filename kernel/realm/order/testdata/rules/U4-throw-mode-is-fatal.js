// U4: and without a handler it is fatal.
process.on('exit', (c) => console.log('exit', c));
setImmediate(() => console.log('never'));
Promise.reject(new Error('fatal'));
process.nextTick(() => console.log('tick'));
