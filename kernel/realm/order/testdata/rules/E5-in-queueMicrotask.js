// E5: an exception in a queueMicrotask callback is reported at that point; the other microtasks go on.
process.on('uncaughtException', (e) => { console.log('caught', e.message); queueMicrotask(() => console.log('micro of handler')); });
process.nextTick(() => console.log('tick'));
queueMicrotask(() => { process.nextTick(() => console.log('late tick')); throw new Error('micro 1'); });
queueMicrotask(() => console.log('micro 2'));
