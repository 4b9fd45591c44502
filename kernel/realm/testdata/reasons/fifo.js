process.nextTick(() => console.log('first tick'));
process.nextTick(() => console.log('second tick'));
setImmediate(() => console.log('first immediate'));
setImmediate(() => console.log('second immediate'));
